// The field in which a scenario is written. It stands in a shadow root: there CodeMirror's styles are constructed sheets, which the policy that allows
// no inline style has nothing against. What is wrong and what can stand where comes from the program.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, pickedCompletion, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// The colours are those of the page, which cross into the shadow root.
const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.propertyName, color: "var(--link)" },
    { tag: tags.string, color: "var(--success)" },
    { tag: [tags.number, tags.bool, tags.null], color: "var(--warning)" },
  ]),
);
const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--fg1)", backgroundColor: "var(--bg1)", fontSize: "13px" },
  "&.cm-focused": { outline: "2px solid var(--brand)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "20px" },
  ".cm-gutters": { backgroundColor: "var(--bg2)", color: "var(--fg3)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--brand) 8%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--fg1)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--brand) 30%, transparent)" },
  ".cm-tooltip, .cm-panels": { backgroundColor: "var(--bg1)", color: "var(--fg1)", border: "1px solid var(--stroke-accessible)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--brand)", color: "var(--fg-on-brand)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected] .cm-completionDetail": { color: "var(--fg-on-brand)" },
  ".cm-completionDetail": { color: "var(--fg3)", fontStyle: "normal" },
  ".cm-diagnostic": { borderLeft: "4px solid var(--danger)", fontFamily: "inherit" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--danger)" },
});

/**
 * Begins an editor in an element. `told` is called with the text after each change; `complete` answers, for a text and a place in it, with
 * `{ from, options: [{ label, detail, apply }] }` as JSON.
 */
export function begin(element, text, label, told, complete) {
  const root = element.attachShadow({ mode: "open" });
  const parent = document.createElement("div");
  parent.style.height = "100%";
  root.append(parent);
  const source = (context) => {
    const found = JSON.parse(complete(context.state.doc.toString(), context.pos));
    const typed = found ? context.state.sliceDoc(found.from, context.pos).replace('"', "").toLowerCase() : "";
    if (!found || (!context.explicit && found.from === context.pos && !/["{,:\s]/.test(context.state.sliceDoc(context.pos - 1, context.pos)))) return null;
    // What begins as it was typed comes before what has that in it.
    const has = (place) => found.options.filter(({ label }) => place(label.toLowerCase().indexOf(typed)));
    const options = [...has((at) => at === 0), ...has((at) => at > 0)].map(({ label, detail, apply, open }) => ({
      label,
      detail,
      apply: (view, completion, from, to) => {
        // A quotation mark that closes what is completed is there already; and of a field that is renamed the value is.
        const doc = view.state.sliceDoc(from, Math.min(to + 200, view.state.doc.length));
        const typed = to - from;
        const end = doc.startsWith('"') && doc[typed] === '"' ? to + 1 : to;
        const isNamed = apply.startsWith('"') && apply.includes('": ') && /^\s*:/.test(doc.slice(end - from));
        const written = isNamed ? apply.slice(0, apply.indexOf('": ') + 1) : apply;
        const behind = isNamed ? 0 : open;
        view.dispatch({ changes: { from, to: end, insert: written }, selection: { anchor: from + written.length - behind }, annotations: pickedCompletion.of(completion) });
        // What is taken is over; then comes what can stand in it.
        if (behind) setTimeout(() => startCompletion(view));
      },
    }));
    return { from: found.from, options, filter: false };
  };
  const view = new EditorView({
    root,
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of("  "),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ override: [source], icons: false }),
        search({ top: true }),
        highlightActiveLine(),
        highlightSelectionMatches(),
        json(),
        colours,
        theme,
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) told(update.state.doc.toString());
        }),
        // Tab indents, and Escape before it leaves the field.
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap, indentWithTab, ...defaultKeymap]),
      ],
    }),
  });
  const placeOf = ({ line, column }) => {
    const of = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
    return { from: Math.min(of.from + Math.max(column - 1, 0), of.to), of };
  };
  return {
    write(text) {
      if (text !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    wrong(list) {
      const all = JSON.parse(list).map((error) => {
        const { from, of } = placeOf(error);
        return { from, to: Math.max(from, of.to), severity: "error", message: error.says };
      });
      view.dispatch(setDiagnostics(view.state, all));
    },
    show(line, column) {
      const { from } = placeOf({ line, column });
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },
    end: () => view.destroy(),
  };
}
