// The dashboard of a run. It asks the seeder for its state once a second, and sends it orders.
'use strict';

const POLL_MILLIS = 1000;
const TIMEOUT_MILLIS = 5000;
const HISTORY_SECONDS = 15 * 60;
// The state does not move the slider while a person does.
const EDITING_MILLIS = 3000;

const PHASES = {
  CHECKING: 'Checking',
  CONNECTING: 'Connecting to the broker',
  RUNNING: 'Running',
  PAUSED: 'Paused',
  WAITING: 'Waiting: the plan has no rate at this time of the day',
  BLOCKED: 'Blocked: the broker accepts no events',
  DRAINING: 'Waiting for the last confirms',
  ENDED: 'Ended',
};

const byId = (id) => document.getElementById(id);
const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fractions = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

// The token comes in the URL's fragment, which is never sent. It is kept for a reload of this tab
// and removed from the address bar.
function findToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) {
    sessionStorage.setItem('token', given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem('token') ?? '';
}

let token = findToken();

async function ask(method, path, body) {
  const answer = await fetch(path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { Authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  });
  if (answer.status === 401) {
    throw new Error('The token is missing or wrong. Open the address that the seeder printed.');
  }
  const text = await answer.text();
  const json = text === '' ? null : JSON.parse(text);
  if (!answer.ok) {
    throw new Error(json.error);
  }
  return json;
}

// The browser's own errors are of other kinds than those that ask() throws.
function problemOf(error) {
  return error.name === 'Error' ? error.message
    : 'The seeder does not answer. Perhaps the run has ended.';
}

// Screen readers speak a live region again whenever it is written, so only changes are.
function setText(id, text) {
  const element = byId(id);
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function duration(seconds) {
  const s = Math.round(seconds);
  const parts = [[Math.floor(s / 86400), 'd'], [Math.floor(s / 3600) % 24, 'h'],
    [Math.floor(s / 60) % 60, 'min'], [s % 60, 's']];
  const first = parts.findIndex(([count]) => count > 0);
  return first < 0 ? '0 s' : parts.slice(first, first + 2).map((part) => part.join(' ')).join(' ');
}

const perSecond = (rate) => `${rate < 100 ? fractions.format(rate) : numbers.format(rate)}/s`;
const millis = (micros) => `${fractions.format(micros / 1000)} ms`;

// ---- The rate. The slider is logarithmic: 20 steps are a factor of ten. ----

function rateOf(step) {
  const rate = 10 ** (step / 20);
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(rate)) - 1);
  return Math.round(rate / unit) * unit;
}

const stepOf = (rate) => Math.round(20 * Math.log10(Math.max(1, rate)));

let lastEdit = -EDITING_MILLIS;

function showRate(rate) {
  byId('slider').value = stepOf(rate);
  byId('slider').setAttribute('aria-valuetext', `${numbers.format(rate)} events per second`);
  byId('rate').value = rate;
}

byId('slider').addEventListener('input', () => {
  lastEdit = performance.now();
  showRate(rateOf(Number(byId('slider').value)));
});
byId('slider').addEventListener('change', () => setRate(rateOf(Number(byId('slider').value))));
byId('rate').addEventListener('input', () => {
  lastEdit = performance.now();
});
byId('rate-form').addEventListener('submit', (event) => {
  event.preventDefault();
  setRate(Number(byId('rate').value));
});

// ---- Orders ----

async function order(method, path, body, done) {
  try {
    await ask(method, path, body);
    setText('done', done);
    await poll();
  } catch (error) {
    setText('done', `Not done: ${problemOf(error)}`);
  }
}

const setRate = (rate) =>
  order('PUT', 'rate', { plan: String(rate) }, `The rate is now ${numbers.format(rate)} per second.`);

let paused = false;

byId('pause').addEventListener('click', () =>
  paused
    ? order('POST', 'resume', undefined, 'The run goes on.')
    : order('POST', 'pause', undefined, 'The run is paused.'));
byId('stop').addEventListener('click', () => byId('stop-dialog').showModal());
byId('stop-no').addEventListener('click', () => byId('stop-dialog').close());
byId('stop-yes').addEventListener('click', () => {
  byId('stop-dialog').close();
  order('POST', 'stop', undefined, 'The run stops.');
});

// ---- Figures ----

function showState(state) {
  setText('name', state.name);
  document.title = `${PHASES[state.phase]}: ${state.name}`;
  setText('phase', PHASES[state.phase]);
  paused = state.phase === 'PAUSED';
  setText('pause', paused ? 'Continue' : 'Pause');
  for (const button of document.querySelectorAll('main button, main input')) {
    button.disabled = state.phase === 'ENDED';
  }

  const share = state.total === 0 ? 0 : state.confirmed / state.total;
  byId('progress').value = share;
  setText('confirmed', `${numbers.format(state.confirmed)} of ${numbers.format(state.total)} events `
    + `(${fractions.format(Math.floor(share * 1000) / 10)}%)`);
  setText('remaining', remaining(state));
  setText('plan', `Plan: ${state.plan}`);
  setText('limit', state.limit === undefined ? '' : `Held back: ${state.limit}`);

  setText('sent-rate', perSecond(state.sentPerSecond));
  setText('confirmed-rate', perSecond(state.confirmedPerSecond));
  setText('planned-rate',
    state.plannedPerSecond === undefined ? 'no limit' : perSecond(state.plannedPerSecond));
  setText('in-flight', numbers.format(state.inFlight));
  setText('p50', millis(state.latencyMicros.p50));
  setText('p99', millis(state.latencyMicros.p99));
  setText('max', millis(state.latencyMicros.max));
  setText('incidents', numbers.format(state.incidents));
  setText('returned', numbers.format(state.returned));
  setText('nacked', numbers.format(state.nacked));
  setText('repeated', numbers.format(state.repeatedInRun));
  setText('elapsed', duration(state.elapsedSeconds));
  if (state.depths.length > 0) {
    setText('depths',
      state.depths.map((depth) => `${depth.queue}: ${numbers.format(depth.messages)}`).join(', '));
  }
  if (state.plannedPerSecond !== undefined && performance.now() - lastEdit > EDITING_MILLIS) {
    showRate(state.plannedPerSecond);
  }
}

function remaining(state) {
  if (state.phase === 'ENDED' || state.remainingSeconds === undefined) {
    return '';
  }
  const end = new Date(Date.parse(state.time) + state.remainingSeconds * 1000);
  const sameDay = end.toDateString() === new Date(state.time).toDateString();
  const clock = end.toLocaleString([], sameDay ? { timeStyle: 'short' }
    : { dateStyle: 'medium', timeStyle: 'short' });
  return `· ${duration(state.remainingSeconds)} left, until ${clock}`;
}

// ---- Charts ----

const past = [];
const charts = [];

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// Each series is a name and a function from a state to a value; null leaves a gap.
function addChart(id, series) {
  const chart = new Chart(byId(id), {
    type: 'line',
    data: { datasets: [] },
    options: {
      // Nothing moves, so there is nothing to reduce for prefers-reduced-motion.
      animation: false,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      interaction: { mode: 'index', intersect: false },
      elements: { point: { radius: 0 }, line: { borderWidth: 2 } },
      plugins: {
        legend: { position: 'bottom', labels: { boxWidth: 12 } },
        tooltip: { callbacks: { title: (items) => clock(items[0]?.parsed.x) } },
      },
      scales: {
        x: { type: 'linear', grid: {}, ticks: { maxTicksLimit: 5, maxRotation: 0, callback: clock } },
        y: { beginAtZero: true, grid: {}, ticks: {} },
      },
    },
  });
  charts.push({ chart, series });
}

const clock = (time) => (time === undefined ? '' : new Date(time).toLocaleTimeString([],
  { hour: '2-digit', minute: '2-digit', second: '2-digit' }));

function depthSeries() {
  const queues = past.length === 0 ? [] : past[past.length - 1].depths.map((depth) => depth.queue);
  return queues.map((queue) => [queue,
    (state) => state.depths.find((depth) => depth.queue === queue)?.messages ?? null]);
}

function drawCharts() {
  for (const { chart, series } of charts) {
    const wanted = typeof series === 'function' ? series() : series;
    chart.data.datasets = wanted.map(([label, value], i) => ({
      label,
      data: past.map((state) => ({ x: Date.parse(state.time), y: value(state) })),
      borderColor: colour(`--series-${1 + (i % 4)}`),
      backgroundColor: colour(`--series-${1 + (i % 4)}`),
      borderDash: label === 'plan' || i >= 4 ? [6, 3] : [],
    }));
    chart.options.plugins.legend.labels.color = colour('--text');
    for (const axis of Object.values(chart.options.scales)) {
      axis.ticks.color = colour('--muted');
      axis.grid.color = colour('--line');
    }
    chart.update();
  }
}

addChart('rate-chart', [
  ['sent', (state) => state.sentPerSecond],
  ['confirmed', (state) => state.confirmedPerSecond],
  ['plan', (state) => state.plannedPerSecond ?? null],
]);
addChart('latency-chart', [
  ['median', (state) => state.latencyMicros.p50 / 1000],
  ['99%', (state) => state.latencyMicros.p99 / 1000],
  ['maximum', (state) => state.latencyMicros.max / 1000],
]);
addChart('flight-chart', [['in flight', (state) => state.inFlight]]);
addChart('depth-chart', depthSeries);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawCharts);

// ---- The loop ----

function remember(state) {
  if (past.length === 0 || past[past.length - 1].time !== state.time) {
    past.push(state);
    past.splice(0, past.length - HISTORY_SECONDS);
  }
}

async function poll() {
  const state = await ask('GET', 'state');
  remember(state);
  showState(state);
  drawCharts();
}

async function loop() {
  let started = false;
  for (;;) {
    try {
      if (!started) {
        past.push(...await ask('GET', 'history'));
        started = true;
      }
      await poll();
      byId('problem').hidden = true;
    } catch (error) {
      setText('problem', problemOf(error));
      byId('problem').hidden = false;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
  }
}

addEventListener('hashchange', () => {
  token = findToken();
});
loop();
