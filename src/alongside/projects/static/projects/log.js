// Checks the public log in the reader's own browser: it believes nothing that the page only says.
const said = document.getElementById("log-said");
const data = document.getElementById("log-entry");
const KEPT = "log-checkpoint";

const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));
const hex = (raw) => Array.from(raw, (one) => one.toString(16).padStart(2, "0")).join("");
const base64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
const joined = (...parts) => new Uint8Array(parts.flatMap((part) => [...part]));
const sha = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
const node = (left, right) => sha([1], left, right);
const half = (number) => Math.floor(number / 2);

// As RFC 9162 has it, 2.1.3.2.
async function rootFrom(leaf, position, size, proof) {
  let [at, last, found] = [position, size - 1, leaf];
  for (const one of proof) {
    if (last === 0) return null;
    if (at % 2 || at === last) {
      found = await node(one, found);
      while (at % 2 === 0 && at) [at, last] = [half(at), half(last)];
    } else {
      found = await node(found, one);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? found : null;
}

// As RFC 9162 has it, 2.1.4.2: the older and the newer root that the proof leads to.
async function grown(old, size, proof, oldRoot) {
  if (old === size) return proof.length ? null : [oldRoot, oldRoot];
  const path = (old & (old - 1)) === 0 ? [oldRoot, ...proof] : proof;
  if (!path.length) return null;
  let [at, last] = [old - 1, size - 1];
  while (at % 2) [at, last] = [half(at), half(last)];
  let [before, now] = [path[0], path[0]];
  for (const one of path.slice(1)) {
    if (last === 0) return null;
    if (at % 2 || at === last) {
      [before, now] = [await node(one, before), await node(one, now)];
      while (at % 2 === 0 && at) [at, last] = [half(at), half(last)];
    } else {
      now = await node(now, one);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? [before, now] : null;
}

// Whether the note says this size and root, and is signed: true, false, or null where this browser cannot tell.
async function isSigned(entry) {
  const [text, signature] = entry.note.split("\n\n");
  const [, size, root] = text.split("\n");
  if (Number(size) !== entry.size || hex(base64(root)) !== entry.root) return false;
  const raw = base64(signature.trim().split(" ")[2]).slice(4);
  try {
    const key = await crypto.subtle.importKey("raw", base64(entry.key), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, raw, new TextEncoder().encode(text + "\n"));
  } catch {
    return null;
  }
}

async function checkEntry(entry) {
  const commitment = bytes(entry.commitment);
  if (entry.salt) {
    const opened = await sha(bytes(entry.salt), new TextEncoder().encode(entry.content));
    if (hex(opened) !== entry.commitment) return "wrong";
  }
  const leaf = await sha([0], commitment);
  const root = await rootFrom(leaf, entry.position, entry.size, entry.proof.map(bytes));
  if (!root || hex(root) !== entry.root) return "wrong";
  const signed = await isSigned(entry);
  if (signed === false) return "wrong";
  return signed ? "good" : "unsigned";
}

async function checkGrowth(size, root) {
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null");
  if (!kept) return "first";
  if (kept.size > size) return "wrong";
  if (kept.size === size) return kept.root === root ? "same" : "wrong";
  const answer = await fetch(`grown/${kept.size}/${size}/`);
  if (!answer.ok) return "wrong";
  const { proof } = await answer.json();
  const roots = await grown(kept.size, size, proof.map(bytes), bytes(kept.root));
  return roots && hex(roots[0]) === kept.root && hex(roots[1]) === root ? "same" : "wrong";
}

async function main() {
  if (!said || !crypto.subtle) return;
  said.textContent = said.dataset.wait;
  try {
    if (data) {
      const became = await checkEntry(JSON.parse(data.textContent));
      said.textContent = said.dataset[became];
      said.classList.toggle("alert-info", became !== "wrong");
      said.classList.toggle("alert-danger", became === "wrong");
    } else {
      const [size, root] = [Number(said.dataset.grown), said.dataset.root];
      const became = await checkGrowth(size, root);
      said.textContent = said.dataset[became];
      if (became !== "wrong") localStorage.setItem(KEPT, JSON.stringify({ size, root }));
    }
  } catch {
    said.textContent = said.dataset.wrong;
  }
}

main();
