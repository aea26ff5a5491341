//! A field for the text of a scenario: CodeMirror where it can be had (`editor/`, bundled into a file that only this asks for), else a plain field.

use std::cell::RefCell;
use std::rc::Rc;

use anc_engine::scenario::complete::{Choice, Completer};
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// What is wrong at a place: line and column from 1 on, and a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrong {
    /// The line; 0: nowhere.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// What it is.
    pub says: String,
}

/// The field. What is in it can be replaced, marked and shown.
#[derive(Clone, Copy)]
pub struct Code {
    /// The text that is in it.
    pub text: RwSignal<String>,
    /// Whether it is a plain field.
    plain: RwSignal<bool>,
    editor: StoredValue<Option<SendWrapper<JsValue>>>,
}

impl Code {
    /// A field with a text.
    pub fn new(text: String) -> Self {
        Self { text: RwSignal::new(text), plain: RwSignal::new(false), editor: StoredValue::new(None) }
    }

    /// Puts another text in it.
    pub fn write(self, text: &str) {
        self.text.set(text.to_owned());
        self.call("write", &[text.into()]);
    }

    /// Marks what is wrong.
    pub fn mark(self, wrong: &[Wrong]) {
        let list = wrong
            .iter()
            .filter(|of| of.line > 0)
            .map(|of| serde_json::json!({ "line": of.line, "column": of.column, "says": of.says }));
        self.call("wrong", &[list.collect::<serde_json::Value>().to_string().into()]);
    }

    /// Goes to a place.
    pub fn show(self, line: usize, column: usize) {
        if self.plain.get_untracked() {
            let field =
                document().get_element_by_id(PLAIN).and_then(|field| field.dyn_into::<HtmlElement>().ok());
            if let Some(field) = field {
                let _ = field.focus();
            }
        }
        self.call("show", &[(line as f64).into(), (column as f64).into()]);
    }

    fn call(self, method: &str, words: &[JsValue]) {
        // The page may be gone.
        if let Some(Some(editor)) = self.editor.try_get_value() {
            call(&editor, method, words);
        }
    }

    /// Draws it.
    pub fn draw(self, label: &'static str) -> AnyView {
        let element = NodeRef::<leptos::html::Div>::new();
        let begun = StoredValue::new(false);
        Effect::new(move || {
            let Some(element) = element.get().filter(|_| !begun.get_value()) else { return };
            begun.set_value(true);
            spawn_local(async move {
                match begin(&element, self, label).await {
                    Some(editor) => {
                        let editor = SendWrapper::new(editor);
                        if self.editor.try_set_value(Some(editor.clone())).is_some() {
                            call(&editor, "end", &[]);
                        }
                    }
                    None => {
                        let _ = self.plain.try_set(true);
                    }
                }
            });
        });
        on_cleanup(move || self.call("end", &[]));
        let plain = move || {
            self.plain.get().then(|| {
                let typed = move |event| self.text.set(event_target_value(&event));
                view! {
                    <textarea id=PLAIN class="code-plain" spellcheck="false" aria-label=label prop:value=move || self.text.get() on:input=typed></textarea>
                }
            })
        };
        view! {
            <div class="code" node_ref=element hidden=move || self.plain.get()></div>
            {plain}
        }
        .into_any()
    }
}

/// Calls a method of the field, where it has it.
fn call(editor: &JsValue, method: &str, words: &[JsValue]) {
    let method = Reflect::get(editor, &method.into()).ok().and_then(|of| of.dyn_into::<Function>().ok());
    if let Some(method) = method {
        let _ = method.apply(editor, &words.iter().collect());
    }
}

/// The plain field.
const PLAIN: &str = "code-plain";

/// Begins CodeMirror in an element. None: its file could not be had, or an old browser cannot run it.
async fn begin(element: &HtmlElement, code: Code, label: &str) -> Option<JsValue> {
    let fetch: Function = Reflect::get(&window(), &"ancEditor".into()).ok()?.dyn_into().ok()?;
    let asked: Promise = fetch.call0(&JsValue::NULL).ok()?.dyn_into().ok()?;
    let module = JsFuture::from(asked).await.ok()?;
    let begin: Function = Reflect::get(&module, &"begin".into()).ok()?.dyn_into().ok()?;
    let completer = Rc::new(RefCell::new(Completer::default()));
    let told = Closure::<dyn FnMut(String)>::new(move |text| {
        let _ = code.text.try_set(text);
    });
    let complete = Closure::<dyn FnMut(String, u32) -> String>::new(move |text: String, at: u32| {
        let mut completer = completer.borrow_mut();
        completer.read(&text);
        offered(&completer, &text, at)
    });
    // Whoever left the page meanwhile needs no field.
    let text = code.text.try_get_untracked()?;
    let words = js_sys::Array::of5(element, &text.into(), &label.into(), told.as_ref(), complete.as_ref());
    let editor = begin.apply(&JsValue::NULL, &words).ok()?;
    // They live as long as the page: a field may still tell something while it goes.
    told.forget();
    complete.forget();
    Some(editor)
}

/// What can stand at a place, which JavaScript counts in pieces of 16 bits.
fn offered(completer: &Completer, text: &str, at: u32) -> String {
    let mut units = 0;
    let place = text.char_indices().find(|(_, letter)| {
        let here = units >= at;
        units += letter.len_utf16() as u32;
        here
    });
    let place = place.map_or(text.len(), |(place, _)| place);
    let completion = completer.complete(text, place);
    if completion.options.is_empty() {
        return "null".to_owned();
    }
    let from = text[..completion.from].encode_utf16().count();
    let option = |Choice { label, detail, apply, behind }: Choice| serde_json::json!({ "label": label, "detail": detail, "apply": apply, "open": behind });
    let options: serde_json::Value = completion.options.into_iter().map(option).collect();
    serde_json::json!({ "from": from, "options": options }).to_string()
}

#[cfg(test)]
mod tests {
    use super::{Completer, offered};

    #[test]
    fn places_are_counted_as_javascript_does() {
        let text = "{ \"title\": \"😀é\", \"h";
        let units = text.encode_utf16().count();
        let offered: serde_json::Value =
            serde_json::from_str(&offered(&Completer::default(), text, units as u32)).expect("JSON");
        assert_eq!(offered["from"], units - 2);
        assert!(
            offered["options"].as_array().is_some_and(|all| all.iter().any(|of| of["label"] == "horizon"))
        );
    }
}
