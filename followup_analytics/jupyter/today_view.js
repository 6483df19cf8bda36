// The Today view: list at the left, pane at the right. It draws what Python sends and sends what was clicked.
// No rule and no word is made here, and text of a sheet is only ever set as text.

const PATIENCE_MS = 3000, FIRST_CARDS = 20, NARROW_PX = 800, MAIL_CHARACTERS = 1800, DOUBLE_CLICK_MS = 600, SAME_SPOT_PX = 24;

function h(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(name, value);
    else if (name === "text") made.textContent = value;
    else if (name in made && !name.startsWith("aria")) made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const put = (text, values) => Object.entries(values).reduce((all, [name, value]) => all.replace(`{${name}}`, value), text);
const clock = () => new Date().toTimeString().slice(0, 5);
const newNumber = () => `${Date.now()}-${performance.now()}-${Math.random()}`;

function download({ name, type, base64 }) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = h("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

function initialize({ model }) {
  model.on("msg:custom", (message) => {
    if (message.file && !message.once) download(message.file);
    if (message.copy) navigator.clipboard.writeText(message.copy);
  });
}

function render({ model, el }) {
  const root = h("div", { className: "fu fu-live", "data-lm-suppress-shortcuts": "true" });
  const question = h("div", { className: "fu-ask", role: "region" }), tools = h("div", { className: "fu-tools" });
  const alert = h("div", { className: "fu-alert", role: "alert" }), status = h("div", { className: "fu-status", role: "status" });
  const list = h("div", { className: "fu-list" }), pane = h("div", { className: "fu-pane" });
  const main = h("div", { className: "fu-main" }, list, pane);
  root.append(question, tools, alert, main, status);
  el.append(root);

  let state = null, words = {}, fixed = {}, chosen = "", form = "", asked = 0, retry = null, seen = 0, pressed = null, shows = "";
  const filter = { find: "", kind: "", sort: "order", all: false }, waiting = new Map(), panes = new Map(), drafts = new Map();
  function send(name, code, given, then, once = newNumber()) {
    waiting.set(once, then);
    try {
      model.send({ name, code, once, arguments: given, now: clock() });
    } catch (error) {
      root.classList.remove("fu-live"); // the kernel is gone, and the hint above says what to do
    }
  }

  function gesture(event, name, code, given = {}) {
    if (root.classList.contains("fu-busy") || isSecondClick(event)) return;
    const key = JSON.stringify([name, code, given]), button = event && event.currentTarget;
    const once = retry && retry.key === key ? retry.once : newNumber();
    const label = button && button.textContent;
    if (event && event.clientX) pressed = { x: event.clientX, y: event.clientY, at: Infinity };
    busy(true);
    alert.textContent = "";
    if (button && button.classList) button.textContent = words.saving;
    const late = setTimeout(() => {
      busy(false);
      retry = { key, once };
      if (button) button.textContent = label;
      root.classList.remove("fu-live");
      alert.replaceChildren(words.silent, " ", h("button", { text: words.again, click: (again) => gesture(again, name, code, given) }));
    }, PATIENCE_MS);
    send(name, code, given, (answer) => {
      clearTimeout(late);
      retry = null;
      busy(false);
      if (pressed) pressed.at = performance.now();
      alert.textContent = answer.wrong || "";
      if (button && button.isConnected) button.textContent = label;
      if (answer.ask) return confirmIt(answer.ask, name, code, given);
      if (answer.state) take(answer.state);
      if (!answer.wrong) recorded(answer);
    }, once);
  }

  // The second click of a double click meets what came in the place of the first one's button: it does nothing.
  function isSecondClick(event) {
    if (!event || !event.clientX) return false;
    const near = pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < SAME_SPOT_PX;
    return event.detail > 1 || (near && performance.now() - pressed.at < DOUBLE_CLICK_MS);
  }

  function busy(is) {
    root.classList.toggle("fu-busy", is);
    root.querySelectorAll(".fu-act").forEach((one) => (one.disabled = is));
  }

  function answered(message) {
    root.classList.add("fu-live");
    const then = waiting.get(message.once);
    waiting.delete(message.once);
    if (then) then(message);
    else if (!message.once && message.state) take(message.state);
  }
  model.on("msg:custom", answered);

  function take(now) {
    const before = list.scrollTop;
    state = now;
    panes.clear();
    if (now.reading !== seen) send("seen", "", {}, () => {});
    seen = now.reading;
    if (chosen && !card(chosen)) chosen = "";
    draw();
    list.scrollTop = before;
  }

  function recorded(answer) {
    chosen = form = "";
    status.textContent = answer.said || "";
    draw();
    root.querySelector(".fu-next")?.focus({ preventScroll: true });
  }

  function confirmIt(text, name, code, given) {
    const yes = button(words.close, (event) => gesture(event, name, code, { ...given, sure: true }), "fu-first");
    pane.replaceChildren(h("p", { role: "status", text }), h("div", { className: "fu-row" }, yes, button(words.cancel, drawPane)));
    yes.focus();
  }
  const cards = () => state.sections.flatMap((section) => section.cards);
  const card = (code) => cards().find((one) => one.code === code && !one.strip);
  function fitting() {
    const wanted = filter.find.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (one) => one.strip || wanted.every((word) => one.find.includes(word));
    const kept = state.sections.filter((one) => !filter.kind || one.tier === filter.kind).map((one) => ({ ...one, cards: one.cards.filter(fits) }));
    if (filter.sort === "order") return kept.filter((one) => one.cards.length || (one.notes.length && !wanted.length));
    const flat = kept.flatMap((one) => one.cards).sort((one, other) => one[filter.sort] - other[filter.sort]);
    return [{ title: fixed.sorts.find(([name]) => name === filter.sort)[1], size: String(flat.length), cards: flat, notes: [] }];
  }
  const draw = () => [drawQuestion, drawTools, drawList, drawPane].forEach((part) => part());
  const narrow = (change) => [Object.assign(filter, change), drawList(), place()];
  function drawTools() {
    if (!tools.firstChild) {
      const find = h("input", { type: "search", placeholder: words.find, "aria-label": words.find, className: "fu-find", input: (event) => narrow({ find: event.target.value }) });
      const kind = choice(words.kind, [["", words.all_kinds], ...state.sections.map((one) => [one.tier, one.title])], filter.kind, (kind) => narrow({ kind }));
      const sort = choice(words.sort, fixed.sorts.map(([name, text]) => [name, `${words.sort}: ${text}`]), filter.sort, (sort) => narrow({ sort }));
      tools.append(find, kind, sort, h("span", { className: "fu-count" }), h("button", { className: "fu-link fu-more", click: () => narrow({ all: true }) }));
    }
    tools.querySelector(".fu-count").textContent = state.count;
  }

  function drawList() {
    const sections = fitting(), size = sections.reduce((sum, one) => sum + one.cards.length, 0);
    let room = filter.all ? Infinity : FIRST_CARDS;
    const drawn = sections.filter(() => room > 0).map((section) => {
      const shown = section.cards.slice(0, room);
      room -= shown.length;
      return h("section", {}, h("h3", {}, section.title, " ", h("span", { text: section.size })),
        h("ul", {}, ...shown.map(cardItem)), ...section.notes.map((text) => h("p", { className: "fu-quiet", text })));
    });
    const more = tools.querySelector(".fu-more");
    more.textContent = size > FIRST_CARDS && !filter.all ? `${put(words.shown, { n: FIRST_CARDS })}, ${put(words.show_all, { n: size })}` : "";
    more.hidden = !more.textContent;
    if (state.nothing && !filter.find) drawn.unshift(h("div", { className: "fu-box" }, h("b", { text: state.nothing.title }), h("p", { text: state.nothing.text })));
    if (!size && filter.find) drawn.push(noMatch());
    list.setAttribute("aria-label", words.list);
    list.replaceChildren(...drawn);
  }

  function noMatch() {
    const near = h("span"), sought = filter.find, find = tools.querySelector(".fu-find");
    const clear = () => narrow({ find: (find.value = ""), kind: (tools.querySelector("select").value = "") });
    send("near", "", { words: sought }, ({ near: name }) => {
      if (name && sought === filter.find) near.replaceChildren(h("button", { className: "fu-link", text: put(words.near, { name }), click: () => narrow({ find: (find.value = name) }) }));
    });
    return h("div", { className: "fu-box" }, h("b", { text: put(words.nothing, { words: sought }) }),
      h("div", { className: "fu-row" }, h("button", { text: put(words.show_everything, { n: cards().length }), click: clear }), near));
  }

  function cardItem(one) {
    if (one.strip) return h("li", { className: "fu-card fu-done" }, h("span", { text: `✓ ${one.strip}` }), undoButton(one.numbers));
    const is = one.code === chosen, name = [one.what, one.company, one.when].filter(Boolean).join(", ");
    const over = h("button", { className: "fu-over", "aria-label": name, "aria-current": is && "true", click: () => choose(one.code) });
    return h("li", { className: `fu-card fu-${one.look}${is ? " fu-chosen" : ""}`, "data-code": one.code }, over,
      h("div", { className: "fu-head" }, h("span", {}, h("b", { text: one.what }), one.company && ` · ${one.company}`), h("b", { className: "fu-when", text: one.when })),
      h("div", { className: "fu-quiet" }, one.people && `${one.people} `, h("code", { text: one.code })),
      is && h("div", { text: one.why }), is && quick(one));
  }
  const button = (text, click, more = "") => h("button", { className: `fu-act ${more}`, text, click });
  const undoButton = (numbers) => button(words.undo, (event) => gesture(event, "undo", "", { numbers }), "fu-link");
  function quick(one) {
    const can = (name) => one.gestures.includes(name);
    return h("div", { className: "fu-row fu-quick" },
      can("sent") && button(words.sent, (event) => sent(event, one), "fu-first"),
      can("snooze") && button(words.week, (event) => gesture(event, "snooze", one.code, {})),
      can("they") && button(words.they_short, () => open("they")));
  }
  const sent = (event, one) => gesture(event, "sent", one.code, { medium: mediumOf(one.code) });
  const mediumOf = (code) => panes.get(code)?.draft?.medium || "";
  function choose(code) {
    if (root.classList.contains("fu-busy")) return;
    const both = [chosen, code].filter(card).map((one) => [list.querySelector(`[data-code="${CSS.escape(one)}"]`), card(one)]);
    chosen = code;
    form = "";
    both.forEach(([item, one]) => item && item.replaceWith(cardItem(one)));
    drawPane();
    list.querySelector(".fu-chosen .fu-over")?.focus();
  }

  function place() {
    const item = list.querySelector(".fu-chosen");
    list.querySelectorAll(".fu-within").forEach((one) => one.remove());
    if (item && root.classList.contains("fu-narrow")) item.after(h("li", { className: "fu-within" }, pane));
    else if (pane.parentNode !== main) main.append(pane);
  }

  function open(name) {
    form = form === name ? "" : name;
    drawPane();
    pane.querySelector(".fu-form button, .fu-form input, .fu-form select")?.focus();
  }

  function drawPane() {
    place();
    const one = chosen && card(chosen);
    shows = one ? `${chosen} ${form}` : "";
    if (!one) return pane.replaceChildren(...(state.recorded ? recordedPane(state.recorded) : [h("p", { className: "fu-quiet", text: words.choose }), h("p", { className: "fu-quiet", text: words.keys })]));
    const can = (name) => one.gestures.includes(name);
    const why = one.rule && h("details", {}, h("summary", { text: words.why }), h("p", { text: `${words.rule}: ${one.rule}` }),
      one.sources && h("p", { text: `${words.sources}: ${one.sources}` }), one.more && h("p", { text: one.more }));
    const opens = (name) => h("button", { className: "fu-act", text: words[name], "aria-expanded": String(form === name), click: () => open(name) });
    const body = h("div", { className: "fu-body" });
    pane.replaceChildren(
      h("div", { className: `fu-head fu-${one.look}` }, h("h2", { text: [one.what, one.company].filter(Boolean).join(" · ") }), h("b", { className: "fu-when", text: one.when })),
      h("div", { className: "fu-quiet" }, `${one.people} `, h("code", { text: one.code })),
      h("div", { className: "fu-why" }, h("span", { text: one.why }), why),
      h("div", { className: "fu-row fu-gestures" }, can("sent") && button(words.sent, (event) => sent(event, one), "fu-first"),
        can("snooze") && opens("snooze"), can("they") && opens("they"), can("close") && opens("close")),
      body);
    if (panes.has(one.code)) drawBody(one, panes.get(one.code), body);
    else loadPane(one, "", body);
  }

  function loadPane(one, medium, body) {
    const asked = (shows = `${one.code} ${form}`);
    send("pane", one.code, { medium }, (answer) => {
      if (answer.state) return take(answer.state);
      panes.set(one.code, answer);
      if (shows === asked && body.isConnected) drawBody(one, answer, body);
    });
  }

  function drawBody(one, known, body) {
    const forms = { snooze: snoozeForm, they: theyForm, close: closeForm };
    if (forms[form]) return body.replaceChildren(h("div", { className: "fu-form" }, ...forms[form](one, known)));
    body.replaceChildren(...[known.question && questionBox(known.question, h("div", { className: "fu-asked" })), known.story && story(known.story),
      ...(known.draft ? draft(one, known) : [])].filter(Boolean));
  }

  function recordedPane(last) {
    const again = (field, input) => h("div", { className: "fu-row" }, input, button(words.save, (event) => gesture(event, "again", last.code, { numbers: last.numbers, [field]: input.value })));
    const extra = h("div"), isSent = last.resend;
    return [h("div", { className: "fu-done fu-box" }, `✓ ${last.said} `, undoButton(last.numbers)),
      last.next && h("button", { className: "fu-first fu-next", text: last.next_text, click: (event) => !isSecondClick(event) && choose(last.next) }),
      h("span", { className: "fu-quiet", text: ` ${state.count}` }),
      isSent && h("h3", { text: words.not_right }),
      isSent && h("div", { className: "fu-row" },
        button(words.another_day, () => extra.replaceChildren(again("on", day(words.day, state.today)))),
        button(words.another_way, () => extra.replaceChildren(again("medium", choice(fixed.fields.medium, last.media, ""))))),
      extra].filter(Boolean);
  }
  const day = (label, value = "") => h("input", { type: "date", "aria-label": label, value });
  const choice = (label, options, value, change = () => {}) => Object.assign(
    h("select", { "aria-label": label, change: (event) => change(event.target.value) }, ...options.map(([one, text]) => h("option", { value: one, text }))), { value });
  const noteField = () => h("input", { type: "text", placeholder: words.note, "aria-label": words.note, className: "fu-wide" });
  const labelled = (text, field) => h("label", { className: "fu-field" }, h("span", { text }), field);
  const cancel = () => button(words.cancel, () => open(form));
  function snoozeForm(one, known) {
    const until = day(words.until);
    const snooze = (event, value) => value && gesture(event, "snooze", one.code, { until: value });
    return [h("h3", { text: words.snooze_till }),
      h("div", { className: "fu-row" }, ...known.snooze.choices.map(([value, text]) => button(text, (event) => snooze(event, value))),
        until, button(words.save, (event) => snooze(event, until.value))),
      h("p", { className: "fu-quiet", text: known.snooze.told })];
  }

  function theyForm(one) {
    const fields = { on: day(fixed.fields.on, state.today), interview: day(fixed.fields.interview), time: h("input", { type: "time", "aria-label": fixed.fields.time }),
      stage: choice(fixed.fields.stage, fixed.stages, ""), medium: choice(fixed.fields.medium, fixed.media, ""), by: day(fixed.fields.by) };
    const wanted = h("div", { className: "fu-row" }), note = noteField();
    const shown = (name) => fixed.they.find(([one]) => one === name)[2].flatMap((field) => (field === "interview" ? ["interview", "time"] : [field]));
    const kind = choice(fixed.fields.what, fixed.they, "replied", (value) => fill(value)), fill = (value) => wanted.replaceChildren(...shown(value).map((field) => labelled(field === "by" && value !== "replied" ? fixed.fields.by_offer : fixed.fields[field], fields[field])));
    fill("replied");
    const save = (event) => {
      const given = { what: kind.value, on: fields.on.value, note: note.value };
      shown(kind.value).forEach((field) => (given[field] = fields[field].value));
      gesture(event, "they", one.code, given);
    };
    return [h("h3", { text: words.they_short }), h("div", { className: "fu-row" }, labelled(fixed.fields.what, kind), labelled(fixed.fields.on, fields.on)), wanted, note,
      h("div", { className: "fu-row" }, button(words.save, save, "fu-first"), cancel())];
  }

  function closeForm(one) {
    const note = noteField(), close = (event, what) => gesture(event, "close", one.code, { what, note: note.value });
    return [h("h3", { text: words.close }), note, h("div", { className: "fu-row" }, ...fixed.closings.map(([name, text]) => button(text, (event) => close(event, name))), cancel())];
  }

  function drawQuestion() {
    const open = state.questions;
    question.hidden = !open.length;
    question.setAttribute("aria-label", state.questions_title);
    if (!open.length) return question.replaceChildren();
    const next = open.length > 1 && button(words.next_question, () => { asked += 1; drawQuestion(); }, "fu-link fu-right");
    question.replaceChildren(questionBox(open[asked % open.length], h("div", { className: "fu-row" }, h("b", { text: state.questions_title })), next));
  }

  function questionBox(one, box, last) {
    const answer = (event, value) => gesture(event, "answer", one.code, { value });
    const given = one.other ? h("input", { type: "number", "aria-label": words.another, placeholder: words.another, min: 1970, max: 2099 }) : one.day && day(words.day);
    const many = one.answers.length > 4 && choice(one.text, one.answers, one.answers[0][0]);
    box.append(...[h("span", { text: one.text }), h("span", { className: "fu-quiet", text: one.place }),
      ...(many ? [many, button(words.save, (event) => answer(event, many.value))] : one.answers.map(([value, text]) => button(text, (event) => answer(event, value)))),
      given, given && button(words.save, (event) => given.value && answer(event, given.value)),
      one.unknown && button(one.unknown, (event) => answer(event, "")), last].filter(Boolean));
    return box;
  }

  function story(events) {
    const items = events.slice(-7).map((one) => h("li", { className: `fu-at-${one.mark || "none"}${one.planned ? " fu-planned" : ""}` }, h("span", { text: one.day }), " ", h("span", { text: one.what })));
    return h("div", {}, h("h3", { text: words.story }), h("ol", { className: "fu-story" }, ...items));
  }

  function draft(one, known) {
    const made = known.draft;
    if (made.none) return [h("h3", { text: words.draft }), h("p", { className: "fu-quiet", text: made.none })];
    const key = `${one.code} ${made.medium}`, kept = drafts.get(key);
    const text = h("div", { className: "fu-draft", role: "textbox", "aria-multiline": "true", "aria-label": words.draft, tabIndex: 0, input: () => changed() });
    try { text.contentEditable = "plaintext-only"; } catch (error) { text.contentEditable = "true"; }
    if (kept) text.textContent = kept;
    else made.parts.forEach((part, n) => text.append(n ? "\n\n" : "", part.gap ? h("mark", { text: part.gap }) : part.text));
    const to = h("input", { type: "text", value: made.to, placeholder: words.address, "aria-label": words.address, input: () => address() });
    const mail = h("a", { className: "fu-button fu-mail", text: words.mail });
    const copied = h("span", { className: "fu-quiet", role: "status" });
    const whole = () => text.textContent;
    const changed = () => { drafts.set(key, whole()); address(); }, address = () => (mail.href = mailto(to.value, made.subject, whole()));
    address();
    const copy = () => navigator.clipboard.writeText(`${made.subject ? `${words.subject}: ${made.subject}\n\n` : ""}${whole()}`).then(() => (copied.textContent = words.copied));
    return [h("div", { className: "fu-row" }, h("h3", { text: words.draft }), h("label", {}, `${words.for} `, choice(words.draft, made.media, made.medium, (value) => loadPane(one, value, text.closest(".fu-body")))),
      made.medium === "email" && h("label", {}, `${words.to} `, to)),
      made.subject && h("div", { className: "fu-subject", text: `${words.subject}: ${made.subject}` }), text,
      h("div", { className: "fu-row" }, button(words.copy, copy), made.medium === "email" && mail,
        button(words.calendar, () => send("calendar", one.code, {}, (answer) => (answer.file ? download(answer.file) : (alert.textContent = answer.wrong)))), copied,
        made.gaps && h("span", { className: "fu-gaps", text: made.gaps }))];
  }

  function mailto(to, subject, body) {
    const short = body.length > MAIL_CHARACTERS ? `${body.slice(0, MAIL_CHARACTERS)}\n\n${words.cut}` : body;
    const address = to.split("@").map(encodeURIComponent).join("@");
    return `mailto:${address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(short.replace(/\r?\n/g, "\r\n"))}`;
  }

  function key(event) {
    const overs = [...list.querySelectorAll(".fu-over")], here = overs.indexOf(document.activeElement);
    const moves = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: overs.length - 1 };
    const one = chosen && card(chosen), does = {
      s: () => one && one.gestures.includes("sent") && gesture(null, "sent", one.code, { medium: mediumOf(one.code) }),
      z: () => one && one.gestures.includes("snooze") && open("snooze"), t: () => one && one.gestures.includes("they") && open("they"),
      d: () => pane.querySelector(".fu-draft")?.focus(),
      u: () => state.recorded && gesture(null, "undo", "", { numbers: state.recorded.numbers }),
      "/": () => tools.querySelector(".fu-find").focus(), "?": () => (status.textContent = words.keys),
      Enter: () => pane.querySelector("button, a")?.focus() };
    if (event.ctrlKey || event.metaKey || event.altKey || here < 0) return;
    const to = event.key in moves ? Math.max(0, Math.min(moves[event.key], overs.length - 1)) : event.key === "Enter" && !overs[here].matches("[aria-current]") ? here : -1;
    if (to >= 0) choose(overs[to].closest("li").dataset.code);
    else if (does[event.key]) does[event.key]();
    else return;
    event.preventDefault();
  }
  list.addEventListener("keydown", key);
  for (const kind of ["keydown", "keypress", "keyup", "paste", "copy"]) root.addEventListener(kind, (event) => event.stopPropagation());
  const watch = new ResizeObserver(([entry]) => {
    const narrow = entry.contentRect.width < NARROW_PX;
    if (entry.contentRect.width) root.classList.toggle("fu-narrow", narrow);
    if (state) place();
  });
  watch.observe(root);
  send("open", "", {}, (answer) => {
    fixed = answer.static;
    words = fixed.words;
    state = answer.state;
    chosen = state.recorded ? "" : cards()[0]?.code || "";
    take(state);
  });
  return () => [watch.disconnect(), model.off("msg:custom", answered)];
}

export default { initialize, render };
