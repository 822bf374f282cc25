/* Why: components/layout/enhance.ts */
(() => {
  const doc = document;
  function all(selector) {
    return Array.prototype.slice.call(doc.querySelectorAll(selector));
  }
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

  const exit = doc.querySelector('[data-leave]');

  all('form').forEach((form) => {
    let asking = false;
    let may = false;
    let box = null;
    form.addEventListener('submit', (event) => {
      if (may || !(form.hasAttribute('data-keep') || navigator.onLine === false)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (asking) return;
      asking = true;
      const button = event.submitter;
      const go = () => {
        if (may || !asking) return;
        may = true;
        if (button) button.click();
        else form.submit();
      };
      const late = setTimeout(go, 4000);
      fetch('/api/health', { method: 'HEAD', cache: 'no-store', credentials: 'omit' }).then(go, () => {
        clearTimeout(late);
        asking = false;
        if (!box) {
          box = form.appendChild(doc.createElement('p'));
          box.className = 'note';
          box.setAttribute('role', 'status');
        }
        box.textContent = '';
        setTimeout(() => {
          box.textContent = exit.getAttribute('data-offline');
        }, 50);
      });
    });
    addEventListener('online', () => {
      if (box) box.textContent = exit.getAttribute('data-online');
    });
  });

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
    /* Back from memory, with answers under the blank. */
    addEventListener('pageshow', (event) => {
      if (overlay && event.persisted) {
        doc.body.textContent = '';
        location.reload();
      }
    });
  }

  const focus = doc.querySelector('[data-focus]');
  if (focus) focus.focus();
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
  all('form').forEach((form) => {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = '1';
      setTimeout(() => {
        delete form.dataset.sent;
      }, 4000);
    });
  });
  if ('serviceWorker' in navigator && isSecureContext) {
    addEventListener('load', () => {
      navigator.serviceWorker.register('/enhance/worker.js', { scope: '/' }).catch(() => {});
    });
  }
})();
