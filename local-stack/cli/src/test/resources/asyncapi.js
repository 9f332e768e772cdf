// Says what the official parser finds wrong in an AsyncAPI document, or "valid".
const fs = require('fs');
const { Parser } = require('@asyncapi/parser');

const DiagnosticSeverityError = 0;

new Parser().parse(fs.readFileSync(process.argv[2], 'utf8')).then(({ diagnostics }) => {
  const errors = diagnostics.filter((found) => found.severity === DiagnosticSeverityError);
  console.log(
    errors.length === 0
      ? 'valid'
      : errors.map((found) => `/${found.path.join('/')}: ${found.message}`).join('\n'));
});
