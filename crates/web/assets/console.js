"use strict";
// The console works without this file. It adds single keys, says what follows from an assessment while it is made, shows the
// reader's own time beside ours, and keeps one act from being sent twice by a double press.
{
  const first = (selector) => document.querySelector(selector);
  const shown = (element) => element && element.getClientRects().length > 0;

  // Single keys. Whoever speaks to the computer, or whose hand slips, can switch them off; the browser remembers.
  const on = document.getElementById("keys-on");
  const SWITCH = "tutela-console-keys";
  if (on) {
    on.checked = localStorage.getItem(SWITCH) !== "off";
    on.addEventListener("change", () => localStorage.setItem(SWITCH, on.checked ? "on" : "off"));
  }
  const keys = document.getElementById("keys");

  const move = (step) => {
    const lists = [...document.querySelectorAll("[data-rows]")].filter(shown);
    const links = lists.flatMap((list) => [...list.querySelectorAll("[data-row]")].map((row) => row.querySelector("a")));
    if (links.length === 0) return;
    const focused = links.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
    const start = focused < 0 ? links.findIndex((link) => link.ariaCurrent) : focused;
    const next = start < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(start + step, 0), links.length - 1);
    links[next].focus();
    links[next].closest("[data-row]").scrollIntoView({ block: "nearest" });
  };

  const assess = () => {
    const all = [...document.querySelectorAll(".assess")];
    const form = all.find((one) => one.open) ?? all[0];
    if (!form) return;
    form.open = true;
    const field = form.querySelector("input:checked") ?? form.querySelector("input");
    field.focus();
    form.scrollIntoView({ block: "center" });
  };

  const decide = () => {
    const field = first("[name=decision]:checked") ?? first("[data-key=d]");
    if (!field) return;
    field.focus();
    field.closest("form").scrollIntoView({ block: "start" });
  };

  // The rest of the places closes like a menu: by Escape, and by going on with something else.
  const more = first(".top .more");
  const closeMore = (event) => {
    if (more?.open && !more.contains(event.target)) more.open = false;
  };
  addEventListener("pointerdown", closeMore);
  addEventListener("focusin", closeMore);

  const back = () => {
    if (more?.open) {
      more.open = false;
      return more.querySelector("summary").focus();
    }
    if (keys?.matches(":popover-open")) return keys.hidePopover();
    const focused = document.activeElement;
    if (focused?.matches("input, textarea, select")) return focused.blur();
    first("[data-back]")?.click();
  };

  const acts = {
    j: () => move(1),
    k: () => move(-1),
    c: () => first("button[data-key=c]")?.click(),
    a: assess,
    d: decide,
    "/": () => first("[data-key='/']")?.focus(),
    "?": () => keys?.togglePopover(),
  };

  let went = -1e4;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.key === "Escape") {
      // The browser closes what it opened itself.
      if (!keys?.matches(":popover-open")) back();
      return;
    }
    if (!on?.checked || event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    if (event.key === "q" && event.timeStamp - went < 1500) {
      event.preventDefault();
      location.assign("/console/");
      return;
    }
    went = event.key === "g" ? event.timeStamp : -1e4;
    const act = acts[event.key];
    if (!act || (event.repeat && event.key !== "j" && event.key !== "k")) return;
    event.preventDefault();
    act();
  });

  // What follows from an assessment. The rules are the node's; here they are only looked up.
  const table = first("[data-outcomes]");
  const outcomes = table ? JSON.parse(table.dataset.outcomes) : {};
  for (const form of document.querySelectorAll("[data-assess]")) {
    const follows = () => {
      const seen = ["age", "act", "depiction"].map((name) => form.elements[name].value);
      const whole = seen.every(Boolean);
      form.querySelector("[data-follows]").value = whole ? (outcomes[seen.join(" ")] ?? outcomes[""]) : "";
    };
    form.addEventListener("change", follows);
    follows();
  }

  // Beside our time the reader's own, where it differs.
  const zone = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  const named = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (named !== "UTC") {
    for (const time of document.querySelectorAll("time")) {
      time.title += ` · ${zone.format(new Date(time.dateTime))} ${named}`;
    }
  }

  // An act is sent once. A page that comes back from the browser's memory can act again.
  let sent = -1e4;
  document.addEventListener("submit", (event) => {
    if (event.timeStamp - sent < 3000) event.preventDefault();
    else sent = event.timeStamp;
  });
  addEventListener("pageshow", () => (sent = -1e4));

  // What changed meanwhile is told in a line; nothing moves by itself under somebody who reads. A page that is not looked at does not
  // listen: browsers open few connections to one host.
  const line = first("[data-live], [data-live-report]");
  const said = (text) => {
    if (line.dataset.told === text) return;
    line.dataset.told = text;
    const show = Object.assign(document.createElement("a"), { href: location.href.split("#")[0], textContent: line.dataset.saidShow });
    show.addEventListener("click", (event) => {
      event.preventDefault();
      location.reload();
    });
    line.replaceChildren(text, " ", show);
  };
  const numbers = (text) => text.split(" ").map(Number);
  let came = [0, 0];
  let [hour, all, urgent, , , mark] = line?.dataset.live ? numbers(line.dataset.live) : [];
  const queue = (event) => {
    const now = numbers(event.data);
    if (now[0] === hour) came = [came[0] + now[1] - all, came[1] + now[2] - urgent];
    else came = [came[0] + Math.max(now[3] - all, 0) + now[1], came[1] + Math.max(now[4] - urgent, 0) + now[2]];
    const moved = now[5] !== mark;
    [hour, all, urgent, , , mark] = now;
    const { saidOne, saidMany, saidUrgent, saidChanged } = line.dataset;
    if (came[0] > 0) {
      const many = came[0] === 1 ? saidOne : saidMany.replace("#", came[0]);
      said(came[1] > 0 ? `${many} ${saidUrgent.replace("#", came[1])}` : many);
    } else if (moved) said(saidChanged);
  };
  const report = (event) => {
    const { holder, saidChanged, saidClaimed, saidReleased } = line.dataset;
    if (event.data === holder) said(saidChanged);
    else said(event.data === "nobody" ? saidReleased : event.data === "colleague" ? saidClaimed : saidChanged);
  };
  const unread = (event) => {
    const link = first('.top nav a[href="/console/for-you"]');
    const n = Number(event.data);
    link.querySelector(".count")?.remove();
    if (n > 0) link.append(Object.assign(document.createElement("span"), { className: "count", textContent: ` ${n}` }));
  };
  let source;
  const listen = () => {
    source?.close();
    if (document.visibilityState !== "visible") return;
    const { liveReport, since } = line.dataset;
    source = new EventSource(liveReport ? `/console/events?report=${liveReport}&since=${since}` : "/console/events");
    if (liveReport) source.addEventListener("report", report);
    else source.addEventListener("queue", queue);
    source.addEventListener("unread", unread);
    source.addEventListener("ended", () => {
      source.close();
      said(line.dataset.saidEnded);
    });
  };
  if (line && "EventSource" in globalThis) {
    document.addEventListener("visibilitychange", listen);
    addEventListener("pagehide", () => source?.close());
    listen();
  }
}
