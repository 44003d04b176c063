import { readdirSync } from 'node:fs';
import { jestConfig } from '@salesforce/sfdx-lwc-jest/config';

/** Packages that ship ES modules only; Jest 29 runs CommonJS, so they are compiled like our own code. */
const moduleOnlyPackages = [
    'cookie',
    '@sa11y',
    'jose',
    'aedes',
    'commander',
    'hyparquet',
    'hyparquet-writer',
    '@uwdata'
];

const filesOfBundles = readdirSync('force-app', { recursive: true, encoding: 'utf8' });

/** Bundles of CSS alone, which others import as `@import 'c/name'`; sfdx-lwc-jest looks for scripts only. */
const sharedStyles = Object.fromEntries(
    filesOfBundles
        .map((file) => ({ file, name: /\blwc[\\/](\w+)[\\/]\1\.css$/.exec(file)?.[1] }))
        .filter(({ file, name }) => name && !filesOfBundles.includes(file.replace(/css$/, 'html')))
        .map(({ file, name }) => [`^c/${name}$`, `<rootDir>/force-app/${file}`])
);

const node = {
    testEnvironment: 'node',
    transform: {
        '^.+\\.[cm]?[jt]s$': [
            '@swc/jest',
            {
                jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
                module: { type: 'commonjs' }
            }
        ]
    },
    transformIgnorePatterns: [`/node_modules/(?!(${moduleOnlyPackages.join('|')})/)`],
    moduleNameMapper: { '^node:sqlite$': '<rootDir>/config/jest/nodeSqlite.js' }
};

const project = (displayName: string, testMatch: string[], more: object = {}) => ({
    ...node,
    displayName,
    rootDir: '.',
    testMatch,
    ...more
});

export default {
    coverageProvider: 'v8',
    // Generous, because the suites share the processor with servers and browsers; a waiting test ends earlier.
    testTimeout: 60_000,
    // All processors: on a machine with two, Jest would use one.
    maxWorkers: '100%',
    collectCoverageFrom: ['force-app/**/lwc/**/*.ts', '!**/__tests__/**', '!**/*.d.ts'],
    projects: [
        {
            ...jestConfig,
            displayName: 'lwc',
            rootDir: '.',
            testMatch: ['<rootDir>/force-app/**/lwc/**/__tests__/**/*.test.ts'],
            modulePathIgnorePatterns: ['<rootDir>/local-org', '<rootDir>/iot-bridge'],
            setupFilesAfterEnv: [...(jestConfig.setupFilesAfterEnv ?? []), '<rootDir>/config/jest/sa11y.js'],
            moduleNameMapper: {
                ...sharedStyles,
                '^lightning/(graphql|navigation)$': '<rootDir>/config/jest/mocks/lightning/$1.js',
                '^jest/(.+)$': '<rootDir>/config/jest/$1'
            }
        },
        project('iot-bridge', ['<rootDir>/iot-bridge/test/**/*.test.ts']),
        project('local-org', ['<rootDir>/local-org/test/**/*.test.ts']),
        project('scripts', ['<rootDir>/scripts/**/*.test.ts']),
        project('e2e', ['<rootDir>/e2e/**/*.e2e.ts'], {
            setupFilesAfterEnv: ['<rootDir>/config/jest/e2e.js']
        })
    ]
};
