// Says what is wrong where nothing else can: in a sandboxed frame the browser asks this site for permission
// (Access-Control-Allow-Origin), and without it refuses module scripts and styles. This file is a classic script and needs
// none.
"use strict";

(() => {
  const WAIT_MS = 20000;
  const sandboxed = self.origin === "null";
  let told = false;

  const tell = (title, remedy) => {
    const boot = document.getElementById("boot");
    if (told || !boot) return;
    told = true;
    boot.textContent = "";
    boot.setAttribute("role", "alert");
    // There may be no style sheet: what is needed to read it is set here.
    boot.style.cssText = "font: 14px/20px sans-serif; max-width: 60ch; margin: 24px auto; padding: 0 16px;";
    for (const [name, text] of [["h1", title], ["p", remedy]]) {
      const made = document.createElement(name);
      made.textContent = text;
      if (name === "h1") made.style.fontSize = "20px";
      boot.append(made);
    }
  };
  const tellWhatIsWrong = () => {
    if (sandboxed) {
      tell(
        "This host does not allow sandboxed frames",
        "The frame is sandboxed, and the host of the simulator does not send the header “Access-Control-Allow-Origin: *”. " +
          "Whoever runs the host can add it; whoever embeds the page can leave out the sandbox.",
      );
    } else {
      tell(
        "A part of the simulator could not be loaded",
        "The site is reached, but not all of its files. Reload the page; if that does not help, the copy on this host is " +
          "incomplete or was changed.",
      );
    }
  };

  // Whatever the page itself loads and cannot have.
  window.addEventListener(
    "error",
    (event) => {
      const name = event.target?.tagName;
      if (name === "SCRIPT" || (name === "LINK" && event.target.rel === "stylesheet")) tellWhatIsWrong();
    },
    true,
  );
  setTimeout(() => {
    if (!window.ancBooted) tellWhatIsWrong();
  }, WAIT_MS);
})();
