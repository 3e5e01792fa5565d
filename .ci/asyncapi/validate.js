// Validates an AsyncAPI document, and its examples by its schemas: node validate.js FILE.
// Prints what is wrong and exits with 1.
const { readFileSync } = require('fs');
const { Parser } = require('@asyncapi/parser');
const Ajv = require('ajv');

const file = process.argv[2];
new Parser().parse(readFileSync(file, 'utf8'), { source: file }).then(({ document, diagnostics }) => {
  const problems = diagnostics
    .filter(({ severity }) => severity <= 1) // errors and warnings
    .map(({ path, message }) => `${path.join('/')}: ${message}`);
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const message of document ? document.allMessages().all() : []) {
    const fits = ajv.compile(message.payload().json());
    for (const example of message.examples().all()) {
      if (!fits(example.payload())) {
        problems.push(`example of ${message.id()}: ${ajv.errorsText(fits.errors)}`);
      }
    }
  }
  if (problems.length > 0) {
    console.error([...new Set(problems)].join('\n'));
    process.exit(1);
  }
  console.log(`${file}: AsyncAPI ${document.version()}, ${document.allMessages().length} messages`);
});
