// Passkeys: the device makes one or shows one, and what it says goes with the form. The page offers other ways beside it.
const form = document.getElementById("passkey");
const options = JSON.parse(document.getElementById("passkey-options").textContent).publicKey;
const said = form.querySelector("[data-said]");

const ask = {
  make: () => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  ask: () => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
}[form.dataset.do];

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  said.textContent = "";
  try {
    const passkey = await ask();
    form.elements.credential.value = JSON.stringify(passkey.toJSON());
    form.submit();
  } catch {
    said.textContent = said.dataset.failed;
  }
});

const knowsPasskeys = Boolean(window.PublicKeyCredential?.parseCreationOptionsFromJSON);
form.hidden = !knowsPasskeys;
document.querySelector("[data-without-passkeys]").hidden = knowsPasskeys;
