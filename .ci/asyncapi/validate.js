// Validates an AsyncAPI document: node validate.js FILE. Prints what is wrong and exits with 1.
const { readFileSync } = require('fs');
const { Parser } = require('@asyncapi/parser');

const file = process.argv[2];
new Parser().parse(readFileSync(file, 'utf8'), { source: file }).then(({ document, diagnostics }) => {
  const problems = diagnostics.filter(({ severity }) => severity <= 1); // errors and warnings
  for (const { severity, path, message } of problems) {
    console.error(`${['error', 'warning'][severity]}: ${path.join('/')}: ${message}`);
  }
  if (!document || problems.length > 0) process.exit(1);
  console.log(`${file}: AsyncAPI ${document.version()}, ${document.channels().length} channels`);
});
