/* The only script of the public pages. ES2017, no dependencies, at most 5 kB gzip. Every page works without it.
   Words come from data attributes, so that nothing is written in two places. */
(() => {
  const doc = document;
  function all(selector) {
    return Array.prototype.slice.call(doc.querySelectorAll(selector));
  }

  /* One polite live region, made before it is needed: readers miss regions that arrive with their text. */
  const status = doc.createElement('div');
  status.className = 'visually-hidden';
  status.setAttribute('role', 'status');
  doc.body.appendChild(status);
  function say(text) {
    status.textContent = '';
    setTimeout(() => {
      status.textContent = text;
    }, 50);
  }

  /* Leave this site: first nothing on the screen, then away, without a way back to this page by one press. */
  const exit = doc.querySelector('[data-leave]');
  let overlay = null;
  function leave() {
    overlay = doc.createElement('div');
    overlay.className = 'blank';
    overlay.setAttribute('role', 'alert');
    overlay.textContent = exit.getAttribute('data-loading');
    doc.body.appendChild(overlay);
    doc.documentElement.classList.add('leaving');
    doc.title = '\u200b';
    location.replace(exit.href);
  }
  if (exit) {
    all('a[href$="/leave"]').forEach((link) => {
      link.addEventListener('click', (event) => {
        if (event.metaKey || event.ctrlKey || event.button) return;
        event.preventDefault();
        leave();
      });
    });
    /* Three presses of Shift alone within five seconds. Any other key between them was typing. */
    let presses = 0;
    let timer = 0;
    function stopCounting(spoken) {
      if (presses && spoken) say(exit.getAttribute('data-stopped'));
      presses = 0;
      clearTimeout(timer);
    }
    doc.addEventListener('keydown', (event) => {
      if (event.key !== 'Shift') stopCounting(false);
    });
    doc.addEventListener('keyup', (event) => {
      if (event.key !== 'Shift') return stopCounting(false);
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      presses += 1;
      clearTimeout(timer);
      if (presses > 2) return leave();
      timer = setTimeout(() => {
        stopCounting(true);
      }, 5000);
      say(exit.getAttribute(presses === 1 ? 'data-press2' : 'data-press1'));
    });
    /* A browser may bring this page back from memory, with the blank still on it and answers under it. */
    addEventListener('pageshow', (event) => {
      if (overlay && event.persisted) {
        doc.body.textContent = '';
        location.reload();
      }
    });
  }

  /* A refused form: the reader starts at what needs a fix. */
  const focus = doc.querySelector('[data-focus]');
  if (focus) focus.focus();

  /* A link to a field puts the caret into it, with its question in view. */
  all('.problem a').forEach((link) => {
    link.addEventListener('click', (event) => {
      const field = doc.getElementById(link.getAttribute('href').slice(1));
      if (!field) return;
      event.preventDefault();
      const group = field.closest('fieldset, .field') || field;
      group.scrollIntoView();
      field.focus({ preventScroll: true });
    });
  });

  /* "None of these" and the other boxes exclude each other; the server checks it again. */
  all('[data-none]').forEach((none) => {
    const boxes = all('input[type=checkbox]').filter((box) => box.name === none.name);
    boxes.forEach((box) => {
      box.addEventListener('change', () => {
        if (!box.checked) return;
        boxes.forEach((other) => {
          if (other !== box && (box === none || other === none)) other.checked = false;
        });
      });
    });
  });

  /* Characters left, seen at once and said a second after typing stops. */
  all('textarea[data-max]').forEach((area) => {
    const seen = doc.getElementById(`${area.id}-count`);
    const max = Number(area.getAttribute('data-max'));
    let pause = 0;
    if (!seen) return;
    function words() {
      const left = max - area.value.length;
      return area.getAttribute(left < 0 ? 'data-over' : 'data-left').replace('#', String(Math.abs(left)));
    }
    area.addEventListener('input', () => {
      seen.textContent = words();
      clearTimeout(pause);
      pause = setTimeout(() => {
        say(words());
      }, 1000);
    });
  });

  /* Buttons that only a script can serve are hidden in the page and shown here. */
  all('[data-print]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => {
      print();
    });
  });
  all('[data-copy]').forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(button.getAttribute('data-copy')).then(() => {
        button.textContent = button.getAttribute('data-done');
        say(button.textContent);
      });
    });
  });

  /* A second press on a sent form does nothing; the page that comes back from memory may send again. */
  all('form').forEach((form) => {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = '1';
      setTimeout(() => {
        delete form.dataset.sent;
      }, 4000);
    });
  });

  /* The two help pages open without a network after the first visit. */
  if ('serviceWorker' in navigator && isSecureContext) {
    addEventListener('load', () => {
      navigator.serviceWorker.register('/enhance/worker.js', { scope: '/' }).catch(() => {});
    });
  }
})();
