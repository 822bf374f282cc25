/* Why: components/layout/enhance.ts */
(() => {
  if (!window.AbortController) return;
  const doc = document;
  const make = (tag, role, parent) => {
    const made = doc.createElement(tag);
    made.setAttribute('role', role);
    return parent.appendChild(made);
  };

  const help = (box) => {
    const list = make('ul', 'listbox', box.parentNode);
    const status = make('p', 'status', box.parentNode);
    let at = -1;
    let timer = 0;
    let asked = new AbortController();
    const set = (name, value) => box.setAttribute(name, value);

    const point = (next) => {
      const options = list.children;
      if (options[at]) options[at].removeAttribute('aria-selected');
      at = next < -1 ? options.length - 1 : next < options.length ? next : -1;
      set('aria-activedescendant', at < 0 ? '' : options[at].id);
      if (at < 0) return;
      options[at].setAttribute('aria-selected', 'true');
      options[at].scrollIntoView({ block: 'nearest' });
    };
    const show = (texts) => {
      list.textContent = '';
      point(-1);
      texts.forEach((text, index) => {
        const option = make('li', 'option', list);
        option.id = `${list.id}${index}`;
        option.textContent = text;
      });
      list.hidden = !texts.length;
      set('aria-expanded', String(!list.hidden));
    };
    const close = () => {
      clearTimeout(timer);
      asked.abort();
      show([]);
      status.textContent = '';
    };
    const pick = (option) => {
      box.value = option.textContent;
      close();
    };
    const ask = () => {
      asked.abort();
      asked = new AbortController();
      fetch('/api/suggest', {
        method: 'POST',
        credentials: 'omit',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ text: box.value, locale: doc.documentElement.lang }),
        signal: asked.signal,
      })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject()))
        .then((found) => {
          if (doc.activeElement !== box) return;
          show(found.texts);
          status.textContent = found.said;
        })
        .catch(() => {});
    };

    list.id = `${box.id}-help`;
    list.className = 'suggest';
    list.setAttribute('aria-label', box.getAttribute('data-suggest'));
    status.className = 'visually-hidden';
    box.removeAttribute('list');
    set('role', 'combobox');
    set('autocomplete', 'off');
    set('aria-autocomplete', 'list');
    set('aria-controls', list.id);
    close();

    box.addEventListener('input', () => {
      close();
      if (box.value.trim().length > 1) timer = setTimeout(ask, 250);
    });
    box.addEventListener('blur', close);
    const press = (key) => {
      if (key === 'ArrowDown') point(at + 1);
      else if (key === 'ArrowUp') point(at - 1);
      else if (key === 'Enter' && at >= 0) pick(list.children[at]);
      else if (key === 'Escape') close();
      else return false;
      return true;
    };
    box.addEventListener('keydown', (event) => {
      if (!event.isComposing && !list.hidden && press(event.key)) event.preventDefault();
    });
    list.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => {
      if (event.target.id) pick(event.target);
    });
  };

  doc.querySelectorAll('[data-suggest]').forEach(help);
})();
