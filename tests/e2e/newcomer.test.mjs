// A newcomer builds a tenant from nothing, breaks it, understands why, repairs it, and takes it apart again: by mouse, and by keyboard
// alone. The file that is saved at the end plays to the same digest in the terminal.

import assert from "node:assert/strict";
import { test } from "node:test";
import { anc, app, together } from "./harness.mjs";

const shared = together();

/** How things are reached: by pointing at them. */
const mouse = {
  name: "mouse",
  press: async (page, target) => target.click(),
  fill: async (page, target, text) => target.fill(text),
  choose: async (page, target, value) => target.selectOption(value),
  tick: async (page, target) => target.check(),
};

/** The same by Tab, Enter, Space and the arrows. */
const keyboard = {
  name: "keyboard",
  async reach(page, target) {
    await target.waitFor();
    const element = await target.elementHandle();
    for (let round = 0; round < 600; round += 1) {
      if (await element.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`${target} is not reached by Tab`);
  },
  async press(page, target) {
    await this.reach(page, target);
    await page.keyboard.press("Enter");
  },
  async fill(page, target, text) {
    await this.reach(page, target);
    await page.keyboard.press("Control+A");
    await page.keyboard.type(text);
  },
  async choose(page, target, value) {
    await this.reach(page, target);
    await page.keyboard.press("Home");
    for (let round = 0; round < 100 && (await target.inputValue()) !== value; round += 1) await page.keyboard.press("ArrowDown");
    assert.equal(await target.inputValue(), value);
  },
  async tick(page, target) {
    await this.reach(page, target);
    await page.keyboard.press("Space");
  },
};

for (const hand of [mouse, keyboard]) {
  test(`by ${hand.name}: a tenant is built, broken, understood, repaired and taken apart`, { timeout: 300_000 }, async () => {
    const page = await app(shared.browser, shared.site, "#/scenarios");
    const main = page.locator("main");
    const panel = page.locator("aside.panel");
    const button = (where, name) => where.getByRole("button", { name, exact: true });
    const field = (name) => page.locator(`#form-${name}`);

    /** Finds something by its name and goes there: with Ctrl K, which is there for both hands. */
    const find = async (typed) => {
      await page.keyboard.press("Control+K");
      await page.getByRole("combobox", { name: "Find" }).waitFor();
      await page.keyboard.press("Control+A");
      await page.keyboard.type(typed);
      await page.locator("#found").getByRole("option").first().waitFor();
      await page.keyboard.press("Enter");
      await page.locator("dialog.finder").waitFor({ state: "hidden" });
    };
    /** Prepares a command, fills its form, and sends it. */
    const act = async (title, fields, send) => {
      await find(title);
      await panel.getByRole("heading", { name: title, exact: true, level: 2 }).waitFor();
      // Some forms have pages: on, until what is wanted is there.
      const onTo = async (wanted) => {
        for (let step = 0; step < 5 && (await wanted.count()) === 0 && (await button(panel, "Next").count()) > 0; step += 1) {
          await hand.press(page, button(panel, "Next"));
        }
      };
      for (const [name, value] of Object.entries(fields)) {
        await onTo(panel.locator(`#form-${name}`).or(panel.getByRole("checkbox", { name, exact: true })).or(panel.getByRole("combobox", { name })));
        if (value === true) await hand.tick(page, panel.getByRole("checkbox", { name, exact: true }));
        else if (Array.isArray(value)) for (const one of value) {
          await hand.choose(page, panel.getByRole("combobox", { name }), one);
          await hand.press(page, button(panel, "Add"));
        }
        else if ((await field(name).evaluate((element) => element.tagName)) === "SELECT") await hand.choose(page, field(name), value);
        else await hand.fill(page, field(name), value);
      }
      await onTo(button(panel, send));
      await hand.press(page, button(panel, send));
      await panel.waitFor({ state: "detached", timeout: 5_000 }).catch(async (error) => {
        throw new Error(`${title}: ${await panel.innerText()}`, { cause: error });
      });
    };
    const skipUntil = async (text) => {
      for (let round = 0; round < 60; round += 1) {
        if (text.test(await main.innerText())) return;
        await hand.press(page, page.getByRole("button", { name: "Skip ahead" }));
        await page.waitForTimeout(60);
      }
      throw new Error(`${text} does not come: ${(await main.innerText()).slice(0, 1500)}`);
    };
    const clock = () => page.getByRole("slider", { name: "Time" }).inputValue().then(Number);

    await hand.press(page, page.locator(".scenario", { hasText: "Start empty" }).getByRole("button", { name: "Open" }));
    await page.waitForFunction(() => document.title.includes("Start empty"));

    // Nothing but administrators and a subscription.
    await find("Environment");
    await page.getByRole("heading", { name: "Environment", level: 1 }).waitFor();
    assert.doesNotMatch(await main.innerText(), /\brg-/);

    // The network and the directory.
    await act("Add a resource group", { name: "rg-pcs" }, "Add resource group");
    for (const [vnet, region, subnet, prefix, link] of [
      ["vnet-weu", "westeurope", "pcs-weu", "10.20.0.0/26", "vpn-weu"],
      ["vnet-neu", "northeurope", "pcs-neu", "10.21.0.0/26", "vpn-neu"],
    ]) {
      await act("Add a virtual network", { name: vnet, region }, "Add virtual network");
      await act("Add a subnet", { name: subnet, vnet, prefix }, "Add subnet");
      await act("Add a link to on-premises", { name: link, vnet, kind: "vpn" }, "Add link");
    }
    await act("Add an AD domain", { name: "corp.contoso.com" }, "Add AD domain");
    await act("Add a domain controller", { name: "dc-1" }, "Add domain controller");
    await act("Add a group", { name: "sales", people: "10" }, "Add group");

    // A hybrid connection that fails its DNS check; why, and the repair.
    await act("Create an Azure network connection", { name: "anc-weu", joinType: "hybridAzureADJoin", vnet: "vnet-weu", subnet: "pcs-weu" }, "Create");
    await find("anc-weu");
    await skipUntil(/Checks failed: DNS/);
    await hand.press(page, button(main, "Why?").first());
    await page.getByRole("dialog", { name: "Why?" }).getByText("vnet-weu").first().waitFor();
    await page.keyboard.press("Escape");
    await act("Change the DNS servers of a virtual network", { vnet: "vnet-weu", "dc-1": true }, "Change DNS servers");
    await act("Change the DNS servers of a virtual network", { vnet: "vnet-neu", "dc-1": true }, "Change DNS servers");
    await find("anc-weu");
    await hand.press(page, button(main, "Retry"));
    await skipUntil(/Believed\s+Checks successful/);
    await act("Create an Azure network connection", { name: "anc-neu", joinType: "hybridAzureADJoin", vnet: "vnet-neu", subnet: "pcs-neu" }, "Create");
    await find("anc-neu");
    await skipUntil(/Believed\s+Checks successful/);

    // A policy with an alternate, and ten Cloud PCs.
    await act("Create a provisioning policy", { name: "Sales", "Connection to add": ["anc-weu", "anc-neu"], sales: true }, "Create");
    const provisioned = async () => (await main.getByRole("table").innerText()).match(/\bProvisioned\b/g)?.length ?? 0;
    /** Lets time pass until so many Cloud PCs are ready. */
    const ready = async (count) => {
      await find("Cloud PCs");
      for (let round = 0; round < 80 && (await provisioned()) < count; round += 1) {
        await hand.press(page, page.getByRole("button", { name: "Next event" }));
        for (let step = 0; step < 10; step += 1) await page.keyboard.press("Shift+ArrowRight");
        await page.waitForTimeout(50);
      }
      assert.equal(await provisioned(), count);
    };
    await ready(10);

    // The region is exhausted: whoever comes next is placed next door.
    await act("Break: Capacity taken by other tenants", { region: "westeurope" }, "Break");
    await act("People join a group", { group: "sales", people: "1" }, "Add people");
    await find("Sales");
    await page.getByText("anc-neu, 1 passed over").waitFor();
    await ready(11);

    // A sign-in; then the link breaks, and sign-ins fail.
    await find("sales-01");
    await hand.press(page, button(main, "Sign in as sales-01"));
    await page.getByText("Signed in at").waitFor();
    await act("Break: Link down", { link: "vpn-weu" }, "Break");
    await hand.press(page, button(main, "Sign in as sales-01"));
    await page.getByText("Failed at").first().waitFor();

    // Everything is deleted again. The grace period takes a week.
    await act("Take a provisioning policy from a group", { policy: "Sales", group: "sales" }, "Take from group");
    await find("Cloud PCs");
    const before = await clock();
    await keyboard.reach(page, page.getByRole("slider", { name: "Time" }));
    await page.keyboard.press("PageUp");
    assert.ok((await clock()) > before + 7 * 24 * 60, "more than a week");
    await page.getByText("No Cloud PC, at least not at this moment of the run.").waitFor({ timeout: 5_000 }).catch(async (error) => {
      throw new Error(await main.innerText(), { cause: error });
    });
    await act("Delete a provisioning policy", { policy: "Sales" }, "Delete");
    for (const connection of ["anc-weu", "anc-neu"]) await act("Delete an Azure network connection", { connection }, "Delete");
    await act("Remove a group", { group: "sales" }, "Remove");
    for (const vnet of ["vnet-weu", "vnet-neu"]) await act("Change the DNS servers of a virtual network", { vnet }, "Change DNS servers");
    await act("Remove a domain controller", { controller: "dc-1" }, "Remove");
    await act("Remove an AD domain", { domain: "corp.contoso.com" }, "Remove");
    for (const link of ["vpn-weu", "vpn-neu"]) await act("Remove a link to on-premises", { link }, "Remove");
    for (const subnet of ["pcs-weu", "pcs-neu"]) await act("Remove a subnet", { subnet }, "Remove");
    for (const vnet of ["vnet-weu", "vnet-neu"]) await act("Remove a virtual network", { vnet }, "Remove");
    await act("Remove a resource group", { resourceGroup: "rg-pcs" }, "Remove");
    for (const region of ["westeurope", "northeurope"]) await act("Remove a region", { region }, "Remove");
    await find("Environment");
    await page.getByRole("heading", { name: "Environment", level: 1 }).waitFor();
    assert.doesNotMatch(await main.innerText(), /vnet-|vpn-|dc-1|corp\.contoso|pcs|sales|\brg-/);

    // The file plays to the same digest.
    await find("Activity");
    const digest = (await main.locator("code").first().innerText()).trim();
    await hand.press(page, page.getByText("Run", { exact: true }));
    const download = page.waitForEvent("download");
    await hand.press(page, button(page, "Save as file"));
    const file = await (await download).path();
    await page.waitForFunction(() => /[?&]t=/.test(location.search));
    const until = new URL(page.url()).searchParams.get("t");
    const { code, json } = await anc("run", "--format", "json", "--until", until, file);
    assert.equal(code, 0);
    assert.equal(json.files[0].digest, digest);
    assert.deepEqual(page.misdeeds, []);
    await page.context().close();
  });
}
