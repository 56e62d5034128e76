// With a bad signal nothing is lost: what was written stays on this device until the server has said that it has it. What is
// only begun goes when somebody clears it, or after a day; what has waited for longer is named, and is sent or taken off.
// Each sign-up carries a key, so that sending it again registers nobody twice. Without scripts the form is sent as any other.
const EVERY = 10000;
const PATIENCE = 20000;
const DAY = 24 * 60 * 60 * 1000;
const form = document.getElementById("sign-up");
const news = document.getElementById("sign-up-news");
const clear = document.getElementById("sign-up-clear");
const WAITING = `sign-ups ${location.pathname.replace(/^\/[a-z]{2}\//, "")}`;
const BEGUN_ANYWHERE = "begun ";
const BEGUN = BEGUN_ANYWHERE + WAITING;
const TOKEN = "csrfmiddlewaretoken";
const SINCE = "since";
const old = document.getElementById("sign-up-old");
let isSending = false;

const kept = (name) => JSON.parse(localStorage.getItem(name) ?? "[]");
const keep = (name, entries) =>
  entries.length ? localStorage.setItem(name, JSON.stringify(entries)) : localStorage.removeItem(name);
const answerTo = (entry, question) => entry.find(([name]) => name === question)?.[1];
const keyOf = (entry) => answerTo(entry, "key");
const written = () => [[SINCE, Date.now()], ...[...new FormData(form)].filter(([name]) => name !== TOKEN)];
const forget = (entry) => keep(WAITING, kept(WAITING).filter((other) => keyOf(other) !== keyOf(entry)));
const isOld = (entry) => Date.now() - (answerTo(entry, SINCE) ?? 0) > DAY;

function inWords([name, errors]) {
  const label = form.querySelector(`label[for="id_${name}"]`)?.textContent.trim();
  return [label, errors.join(" ")].filter(Boolean).join(": ");
}

function say(what, more = "") {
  const line = document.createElement("p");
  line.className = "govuk-inset-text";
  line.textContent = `${news.dataset[what]} ${more}`.trim();
  news.replaceChildren(line);
}

function fill(entry) {
  for (const field of form.elements) {
    const values = entry.filter(([name]) => name === field.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
    else if (field.name !== TOKEN) field.value = values[0] ?? "";
  }
}

function begin() {
  fill([]);
  form.elements.key.value = newKey();
  keep(BEGUN, []);
}

// `crypto.randomUUID` is there only over https and on this very machine.
function newKey() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("");
}

async function send(entry) {
  const body = new URLSearchParams([...entry.filter(([name]) => name !== SINCE), [TOKEN, form.elements[TOKEN].value]]);
  const how = { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) };
  const answer = await fetch(location.pathname, how);
  const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (isOurs && answer.status < 500) return answer.json();
  return { isSignedOut: answer.redirected || answer.status === 403, isGone: answer.status === 404 };
}

async function sendAll() {
  if (isSending) return;
  isSending = true;
  const tried = new Set();
  const next = () => kept(WAITING).find((entry) => !tried.has(keyOf(entry)));
  for (let entry = next(); entry && (await isAnswered(entry)); entry = next()) tried.add(keyOf(entry));
  isSending = false;
  nameOld();
}

function nameOld() {
  const names = kept(WAITING).filter(isOld).map((entry) => answerTo(entry, "name"));
  old.hidden = !names.length;
  old.querySelector("strong").textContent = names.join(", ");
}

// Say what came of one sign-up. What was refused stands in the form to be mended, at once or once the form is free again.
async function isAnswered(entry) {
  const told = await send(entry).catch(() => ({}));
  if (told.accepted) {
    forget(entry);
    say("accepted");
  } else if (told.errors || told.isGone) {
    if (!kept(BEGUN).length) {
      fill(entry);
      keep(BEGUN, written());
      forget(entry);
    }
    if (told.isGone) say("gone", kept(WAITING).length);
    else say("refused", Object.entries(told.errors).map(inWords).join(" "));
  } else {
    say(told.isSignedOut ? "signedOut" : "waiting", kept(WAITING).length);
  }
  return Boolean(told.accepted || told.errors || told.isGone);
}

form.addEventListener("input", () => keep(BEGUN, written()));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!form.elements.name.value.trim() || !form.elements.contact.value.trim()) return form.submit();
  try {
    keep(WAITING, [...kept(WAITING), written()]);
  } catch {
    return form.submit(); // This device keeps nothing: then it goes as any other form.
  }
  begin();
  window.scrollTo(0, 0);
  sendAll();
});
clear.hidden = false;
clear.addEventListener("click", begin);
old.querySelector("button").addEventListener("click", () => {
  keep(WAITING, kept(WAITING).filter((entry) => !isOld(entry)));
  news.replaceChildren();
  nameOld();
});
window.addEventListener("online", sendAll);
setInterval(() => kept(WAITING).length && sendAll(), EVERY);
for (const name of Object.keys(localStorage).filter((name) => name.startsWith(BEGUN_ANYWHERE))) {
  if (isOld(kept(name))) keep(name, []);
}
if (kept(BEGUN).length) fill(kept(BEGUN));
sendAll();
