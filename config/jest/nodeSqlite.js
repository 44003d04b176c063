// Jest 29 strips the `node:` prefix of built-in modules, and `sqlite` exists only with it.
module.exports = process.getBuiltinModule('node:sqlite');
