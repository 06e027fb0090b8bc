// While someone fills in a form, counts up to the number of its challenge (ALTCHA 2, SHA-256): a
// moment for one reader, too dear for a million posts. Without it the form asks a second time.
const K = [];
const H = [];
const bits = (root) => ((root % 1) * 2 ** 32) | 0;
for (let n = 2; K.length < 64; n++) {
  let d = 2;
  while (n % d) d++;
  if (d < n) continue;
  if (H.length < 8) H.push(bits(Math.sqrt(n)));
  K.push(bits(Math.cbrt(n)));
}
const turn = (x, by) => (x >>> by) | (x << (32 - by));
const w = new Int32Array(64);

// Of nine words, which fill less than one block.
function sha256(words) {
  w.fill(0);
  w.set(words);
  w[9] = 1 << 31;
  w[15] = 288;
  for (let i = 16; i < 64; i++) {
    const a = w[i - 15];
    const b = w[i - 2];
    w[i] = w[i - 16] + w[i - 7] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3))
      + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = H;
  for (let i = 0; i < 64; i++) {
    const t = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const u = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t) | 0, c, b, a, (t + u) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((x, i) => (x + H[i]) >>> 0);
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const words = (hex) => hex.match(/.{8}/g).map((part) => parseInt(part, 16));

async function solve(challenge) {
  const { salt, nonce, keyPrefix } = challenge.parameters;
  const block = [...words(salt), ...words(nonce), 0];
  const goal = words(keyPrefix);
  for (let until = 0, counter = 0; ; counter++) {
    if (!(counter % 64) && performance.now() > until) {
      await pause(0);
      until = performance.now() + 12;
    }
    block[8] = counter;
    const found = sha256(block);
    if (goal.every((word, i) => word === found[i])) {
      const derivedKey = found.map((x) => x.toString(16).padStart(8, "0")).join("");
      return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
    }
  }
}

for (const form of document.querySelectorAll("form[data-proof]")) {
  let proof;
  let begun;
  let sending = false;
  const work = () => {
    if (!proof || performance.now() > begun + 9e5) {
      begun = performance.now();
      proof = fetch(form.dataset.proof).then((answer) => answer.json()).then(solve).catch(() => "");
    }
    return proof;
  };
  form.addEventListener("focusin", work);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    form.elements.proof.value = (await Promise.race([work(), pause(8000)])) ?? "";
    proof = undefined;
    form.submit();
    setTimeout(() => (sending = false), 4000); // whoever stops a page that does not come sends again
  });
  addEventListener("pageshow", () => (sending = false));
}
