// <anc-simulator scenario="stale-status" t="46m"></anc-simulator>: a situation of the ANC Simulator in the middle of a page. What is
// asked for stands in docs/embedding.md, and what goes between the two pages in docs/messages.md. Until it is clicked it is a picture.
"use strict";

(() => {
  const BASE = new URL("./", document.currentScript.src);
  const PROTOCOL = 1;
  /** What is handed on to the simulator as it stands: what says what is open, where no link does, and how it is shown. */
  const OPENS = ["scenario", "seed", "t", "lesson"];
  const SHOWS = ["theme", "speed", "edit", "chrome", "mode"];
  const STYLES = `:host{display:block;color-scheme:light dark}
iframe{display:block;width:100%;border:0}
button{display:block;position:relative;width:100%;padding:0;border:1px solid #616161;border-radius:8px;overflow:hidden;background:#f5f5f5;cursor:pointer}
img{display:block;width:100%;height:auto;aspect-ratio:3/2;object-fit:contain;object-position:top}
span{position:absolute;inset:auto 0 0;padding:12px 16px;background:#0f6cbd;color:#fff;font:600 16px/22px "Segoe UI",sans-serif;text-align:start}
button:hover span{background:#115ea3}
button:focus-visible{outline:3px solid #0f6cbd;outline-offset:2px}
p{margin:0;padding:8px 12px;border:1px solid #bc4b09;border-radius:4px;background:#fff9f5;color:#242424;font:14px/20px "Segoe UI",sans-serif}
a{color:#115ea3}`;
  /** So long may a frame that is loaded say nothing, in milliseconds. */
  const SILENCE = 10_000;

  class AncSimulator extends HTMLElement {
    #frame;
    #asked = new Map();
    #ready;
    #count = 0;
    #silent;

    /** Where the simulator is. */
    get #base() {
      const other = this.getAttribute("src");
      return other === null ? BASE : new URL("./", new URL(other, document.baseURI));
    }

    connectedCallback() {
      if (this.shadowRoot) {
        // It was moved in the page: the frame in it begins anew.
        if (this.#frame) addEventListener("message", this);
        return;
      }
      const shadow = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES);
      shadow.adoptedStyleSheets = [sheet];
      const name = this.title || `Simulation: ${this.getAttribute("scenario") ?? "ANC Simulator"}`;
      const button = document.createElement("button");
      button.type = "button";
      const poster = this.getAttribute("poster") ?? this.#poster();
      if (poster) {
        const image = document.createElement("img");
        Object.assign(image, { loading: "lazy", alt: "", width: 960, height: 640, src: poster });
        image.addEventListener("error", () => image.remove());
        button.append(image);
      }
      const label = document.createElement("span");
      label.textContent = `▶ ${name}`;
      button.append(label);
      button.addEventListener("click", () => this.begin());
      shadow.append(button);
    }

    disconnectedCallback() {
      removeEventListener("message", this);
      clearTimeout(this.#silent);
    }

    #poster() {
      const scenario = this.getAttribute("scenario");
      if (!scenario || !/^[a-z0-9-]+$/.test(scenario)) return null;
      const theme = this.getAttribute("theme");
      const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
      return new URL(`posters/${scenario}.${dark ? "dark" : "light"}.svg`, this.#base).href;
    }

    /** Begins the simulator in the place of the picture; answers when it is ready. */
    begin() {
      if (this.#ready) return this.#ready;
      const query = new URLSearchParams({ embed: "1", autoplay: this.getAttribute("autoplay") ?? "1", parent: location.origin });
      const link = this.getAttribute("link");
      // A link says itself what is open.
      const handed = link === null ? [...OPENS, ...SHOWS] : SHOWS;
      for (const part of handed) if (this.hasAttribute(part)) query.set(part, this.getAttribute(part) || "1");
      const shown = `#${link ?? `/${this.getAttribute("page") ?? ""}`}`;
      const frame = document.createElement("iframe");
      frame.title = this.title || "ANC Simulator";
      frame.setAttribute("sandbox", "allow-scripts allow-downloads allow-popups");
      frame.referrerPolicy = "no-referrer";
      frame.allow = "clipboard-write; fullscreen";
      frame.height = this.getAttribute("height") ?? "560";
      const base = this.#base;
      frame.src = new URL(`?${query}${shown}`, base);
      query.delete("embed");
      query.delete("parent");
      // A frame that is refused is loaded, too, and says nothing.
      const silent = () => this.#say("The simulator does not answer here. Its host, or a policy of this page, may not let it be shown in a frame.", new URL(`?${query}${shown}`, base));
      frame.addEventListener("load", () => (this.#silent = setTimeout(silent, SILENCE)), { once: true });
      this.#frame = frame;
      addEventListener("message", this);
      this.#ready = new Promise((resolve) => this.addEventListener("anc-ready", () => resolve(this), { once: true }));
      this.shadowRoot.replaceChildren(frame);
      frame.focus();
      return this.#ready;
    }

    /** Says what is wrong, in the place of the simulator. */
    #say(text, address) {
      const line = document.createElement("p");
      line.setAttribute("role", "status");
      const link = document.createElement("a");
      Object.assign(link, { href: address, target: "_blank", rel: "noreferrer", textContent: "Open it in a window of its own" });
      line.append(`${text} `, link);
      this.shadowRoot.querySelector("p")?.remove();
      this.shadowRoot.prepend(line);
    }

    handleEvent(event) {
      // A sandboxed frame has no origin of its own.
      if (event.source !== this.#frame?.contentWindow || !["null", this.#base.origin].includes(event.origin)) return;
      let message;
      try {
        message = JSON.parse(event.data);
      } catch {
        return;
      }
      const { source, v, type, id, ...detail } = message ?? {};
      if (source !== "anc-sim") return;
      clearTimeout(this.#silent);
      this.shadowRoot.querySelector("p")?.remove();
      if (v !== PROTOCOL) {
        this.#say(`This simulator speaks version ${Number(v)} of its messages, and embed.js version ${PROTOCOL}: load embed.js from where it is.`, this.#base);
        return;
      }
      if (type === "resize" && !this.hasAttribute("height")) this.#frame.height = Math.min(Math.max(detail.height, 240), 2000);
      const asked = this.#asked.get(id);
      if (asked) {
        this.#asked.delete(id);
        if (type === "error") asked.reject(Object.assign(new Error(detail.says), { code: detail.code }));
        else asked.resolve(detail);
      }
      this.dispatchEvent(new CustomEvent(`anc-${type}`, { detail }));
    }

    /** Sends a message of docs/messages.md; answers with what the simulator says to it. */
    async ask(type, fields = {}) {
      await this.begin();
      const id = String((this.#count += 1));
      return new Promise((resolve, reject) => {
        this.#asked.set(id, { resolve, reject });
        this.#frame.contentWindow.postMessage(JSON.stringify({ ...fields, source: "anc-host", v: PROTOCOL, type, id }), "*");
      });
    }

    load = (scenario, more = {}) => this.ask("load", { ...more, scenario });
    play = () => this.ask("play");
    pause = () => this.ask("pause");
    seek = (to) => this.ask("seek", { to });
    act = (command) => this.ask("act", { command });
    state = () => this.ask("get");
  }

  if (!customElements.get("anc-simulator")) customElements.define("anc-simulator", AncSimulator);
  else console.warn(`embed.js was loaded twice, and the first one rules. Elements from ${BASE} need src="${BASE}".`);
})();
