// The stub of sfdx-lwc-jest gives every address the same text and hides where a component went. Here an
// address names its record, and `NavigationMixin.navigate` is a mock that receives each page reference.
const { createTestWireAdapter } = require('@salesforce/wire-service-jest-util');

const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

const NavigationMixin = (Base) =>
    class extends Base {
        [Navigate](page, replace) {
            NavigationMixin.navigate(page, replace);
        }

        [GenerateUrl](page) {
            const target = page.attributes?.recordId ?? page.type;
            return Promise.resolve(`https://example.lightning.force.com/lightning/r/${target}/view`);
        }
    };

Object.assign(NavigationMixin, { Navigate, GenerateUrl, navigate: jest.fn() });

module.exports = { __esModule: true, NavigationMixin, CurrentPageReference: createTestWireAdapter(jest.fn()) };
