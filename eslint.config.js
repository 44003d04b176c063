import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import eslint from '@eslint/js';
import lwcTypeScript from '@salesforce/eslint-config-lwc/recommended-ts.js';
import { defineConfig } from 'eslint/config';
import importPlugin from 'eslint-plugin-import';
import jest from 'eslint-plugin-jest';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const root = import.meta.dirname;
const NODE_CODE = ['iot-bridge/**/*.ts', 'local-org/**/*.ts', 'scripts/**/*.ts', 'e2e/**/*.ts', 'jest.config.ts'];
const BROWSER_CODE = ['local-org/src/lightning/browser/**/*.ts'];
const COMPONENTS = ['force-app/**/lwc/**/*.ts'];
const COMPONENT_TESTS = ['force-app/**/__tests__/**/*.ts', 'config/jest/*.ts'];
const NODE_TESTS = ['*/test/**/*.ts', '**/*.test.ts', '**/*.e2e.ts', 'e2e/**/*.ts'];

const SIZE = {
    'max-lines': ['error', 300],
    'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }]
};

/** Tests are lists of cases: longer, and one function holds many. */
const TEST_SIZE = { 'max-lines': ['error', 400], 'max-lines-per-function': 'off' };

/** Rules of typescript-eslint that we read differently, with the reason. */
const TYPED = {
    // Numbers and booleans read well inside a text.
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    // `() => doIt()` and `return doIt();` are the shortest ways to hand over a call.
    '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }
    ],
    // A leading underscore marks a parameter that an interface demands.
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    // Rows and settings are read by name; a dot would hide that the name is data.
    '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }]
};

/** Answers of servers are `any` in tests; the expectations about them are the check. */
const UNTYPED_ANSWERS = Object.fromEntries(
    ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
        `@typescript-eslint/no-unsafe-${use}`,
        'off'
    ])
);

/** Data sources that only containers may use. */
const DATA_MODULES = [
    'lightning/ui*Api',
    'lightning/graphql',
    'lightning/empApi',
    '@salesforce/apex',
    '@salesforce/apex/**'
];

/** Main scripts of all bundles, relative to the project. */
const bundles = globSync('force-app/*/main/default/lwc/*/*.ts', { cwd: root }).filter(
    (file) => path.basename(file, '.ts') === path.basename(path.dirname(file))
);
const isCore = (file) => file.startsWith(path.join('force-app', 'core'));
const otherPackages = bundles.filter((file) => !isCore(file)).map((file) => `c/${path.basename(file, '.ts')}`);
const presentational = bundles
    .filter((file) => /^ ?\/?\*+ Presentational:/m.test(readFileSync(path.join(root, file), 'utf8')))
    .map((file) => `${path.dirname(file)}/*.ts`);

const notOutside = { group: ['../../**', 'node:*'], message: 'A component imports bundles and the platform only.' };
const notOtherPackages = { group: otherPackages, message: 'core must deploy without the other package directories.' };
const notData = { group: DATA_MODULES, message: 'A presentational bundle gets its data from its container.' };
const restrictImports = (...patterns) => ({
    'no-restricted-imports': ['error', { patterns: patterns.filter(({ group }) => group.length > 0) }]
});

/** Restricts the imports of those presentational bundles whose path passes. */
const restrictPresentational = (passes, ...patterns) => {
    const files = presentational.filter(passes);
    return files.length === 0 ? [] : [{ files, rules: restrictImports(...patterns) }];
};

/** Says that a workspace imports packages and itself, nothing else of this repository. */
const standsAlone = (folder) => ({
    files: [`${folder}/**/*.ts`],
    plugins: { import: importPlugin },
    rules: {
        'import/no-restricted-paths': [
            'error',
            {
                basePath: root,
                zones: [{ target: `./${folder}`, from: './', except: [`./${folder}`, './node_modules'] }]
            }
        ]
    }
});

export default defineConfig([
    {
        ignores: [
            '**/node_modules/**',
            '**/dist/**',
            '**/coverage/**',
            '.cache/**',
            'force-app/**/lwc/**/*.js',
            'e2e/bench/project/**',
            'force-app/**/staticresources/**',
            // Sources of small projects that tests deploy.
            'local-org/test/**/project/**',
            'config/types/generated/**'
        ]
    },
    { linterOptions: { reportUnusedDisableDirectives: 'error' } },
    {
        files: NODE_CODE,
        ignores: BROWSER_CODE,
        extends: [
            eslint.configs.recommended,
            tseslint.configs.strictTypeChecked,
            tseslint.configs.stylisticTypeChecked
        ],
        languageOptions: {
            globals: globals.node,
            parserOptions: {
                project: ['local-org/tsconfig.json', 'iot-bridge/tsconfig.json', 'config/tsconfig.tools.json'],
                tsconfigRootDir: root
            }
        },
        rules: { ...SIZE, ...TYPED }
    },
    {
        files: ['local-org/**/*.ts'],
        ignores: BROWSER_CODE,
        // A record's values have the types its schema says, which the compiler does not know.
        rules: { '@typescript-eslint/no-base-to-string': 'off' }
    },
    {
        files: BROWSER_CODE,
        extends: [eslint.configs.recommended, tseslint.configs.strict],
        languageOptions: { globals: globals.browser },
        rules: { ...SIZE, '@typescript-eslint/no-unused-vars': TYPED['@typescript-eslint/no-unused-vars'] }
    },
    standsAlone('iot-bridge'),
    standsAlone('local-org'),
    {
        files: NODE_TESTS,
        extends: [jest.configs['flat/recommended']],
        rules: {
            ...TEST_SIZE,
            ...UNTYPED_ANSWERS,
            '@typescript-eslint/no-non-null-assertion': 'off',
            // Helpers named expect… assert too.
            'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'assert*', 'fc.assert'] }]
        }
    },
    {
        files: [...COMPONENTS, 'config/jest/*.ts'],
        extends: [lwcTypeScript, tseslint.configs.recommendedTypeChecked],
        languageOptions: {
            parser: tseslint.parser,
            parserOptions: { project: './config/tsconfig.lwc-test.json', tsconfigRootDir: root }
        },
        rules: {
            ...SIZE,
            ...TYPED,
            ...restrictImports(notOutside),
            // `void promise` says that nobody waits on purpose.
            'no-void': ['error', { allowAsStatement: true }],
            // TypeScript knows these better.
            'dot-notation': 'off',
            'consistent-return': 'off',
            // Prettier decides about such parentheses.
            'no-confusing-arrow': 'off',
            'default-case': 'off',
            'no-unused-vars': 'off',
            'no-use-before-define': 'off',
            'import/no-unresolved': 'off',
            'import/named': 'off'
        }
    },
    { files: ['force-app/core/**/*.ts'], rules: restrictImports(notOutside, notOtherPackages) },
    // Later entries replace the rule, so each repeats what holds for its files.
    ...restrictPresentational(isCore, notOutside, notOtherPackages, notData),
    ...restrictPresentational((file) => !isCore(file), notOutside, notData),
    {
        files: COMPONENT_TESTS,
        extends: [tseslint.configs.disableTypeChecked],
        languageOptions: { globals: { ...globals.node, ...globals.jest } },
        rules: {
            ...TEST_SIZE,
            'no-restricted-imports': 'off',
            'no-await-in-loop': 'off',
            // Tests stand in for the browser, whose own events are no custom events.
            '@lwc/lwc/prefer-custom-event': 'off',
            '@lwc/lwc/no-async-operation': 'off',
            '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off'
        }
    },
    {
        files: ['**/*.js', '**/*.mjs'],
        extends: [eslint.configs.recommended],
        languageOptions: { globals: { ...globals.node, ...globals.jest } },
        rules: SIZE
    },
    { files: ['config/jest/**/*.js'], languageOptions: { sourceType: 'commonjs' } }
]);
