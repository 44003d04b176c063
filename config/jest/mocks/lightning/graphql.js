// The stub of sfdx-lwc-jest 7.9 has a gql() that answers undefined and emits at once, which hides the
// loading state. Here gql() gives the query's text, and nothing is emitted until the test does.
const { createTestWireAdapter } = require('@salesforce/wire-service-jest-util');

const configurations = [];

class graphql extends createTestWireAdapter() {
    update(config) {
        super.update(config);
        configurations.push(config);
    }

    /** Last configuration of any wire that the filter accepts. */
    static lastConfigOf(filter) {
        return configurations.findLast(filter);
    }

    static emit(data, filter, refresh = graphql.refresh) {
        super.emit({ data, errors: undefined, refresh }, filter);
    }

    static emitErrors(errors, filter, refresh = graphql.refresh) {
        super.emit({ data: undefined, errors, refresh }, filter);
    }
}

graphql.refresh = jest.fn().mockResolvedValue(undefined);

const gql = (texts, ...values) => texts.reduce((all, text, index) => all + text + (values[index] ?? ''), '');

module.exports = { __esModule: true, graphql, gql };
