// Passkeys and security keys: forms with data-key="create | get | log-in" ask the browser for one
// and are then sent with its answer.

const { create, get } = window.webauthnJSON;

function options() {
  const element = document.getElementById("key-options");
  return element ? JSON.parse(element.textContent) : {};
}

const ways = {
  async create(form) {
    const asked = options().creation_options;
    const alone = form.querySelector("[name=passwordless]")?.checked ?? false;
    const wanted = asked.publicKey.authenticatorSelection;
    wanted.residentKey = alone ? "required" : "discouraged";
    wanted.requireResidentKey = alone;
    if (alone) wanted.userVerification = "required";
    return create(asked);
  },
  async get() {
    return get(options().request_options);
  },
  async "log-in"(form) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`no options: ${answer.status}`);
    const { request_options: asked } = await answer.json();
    return get(asked);
  },
};

for (const form of document.querySelectorAll("form[data-key]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fault = document.getElementById("key-fault");
    fault.hidden = true;
    try {
      const answer = await ways[form.dataset.key](form);
      form.querySelector("[name=credential]").value = JSON.stringify(answer);
      form.submit();
    } catch {
      fault.hidden = false; // refused, timed out, or no key there: said, and nothing is lost
    }
  });
}
