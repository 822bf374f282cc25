/* Why: components/layout/enhance.ts */
(() => {
  const Key = window.PublicKeyCredential;
  if (!Key || !Key.parseCreationOptionsFromJSON || !navigator.credentials) return;

  const answer = (options) =>
    options.user
      ? navigator.credentials.create({ publicKey: Key.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: Key.parseRequestOptionsFromJSON(options) });

  const ask = (purpose, shared) =>
    fetch('/api/passkey', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ purpose: purpose, shared: shared }),
    }).then((response) => (response.ok ? response.json() : Promise.reject(response)));

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const purpose = form.getAttribute('data-passkey');
    const part = form.closest('[data-passkey-part]') || form;
    const failed = part.querySelector('[data-passkey-failed]');
    part.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const others = form.querySelector('input[type=checkbox]');
      ask(purpose, Boolean(others && others.checked))
        .then(answer)
        .then((credential) => {
          form.elements.namedItem('credential').value = JSON.stringify(credential.toJSON());
          form.submit();
        })
        .catch(() => {
          if (failed) {
            failed.hidden = false;
            failed.focus();
          }
        });
    });
  }
})();
