/** One region of a template: its name in the FlexiPage and its width in twelfths. */
export interface TemplateRegion {
    readonly name: string;
    readonly width: number;
}

type Template = readonly (readonly TemplateRegion[])[];

const region = (name: string, width = 12): TemplateRegion => ({ name, width });

const headerAndSidebar: Template = [[region('header')], [region('main', 8), region('sidebar', 4)]];
const threeColumns: Template = [
    [region('header')],
    [region('leftsidebar', 3), region('main', 6), region('rightsidebar', 3)]
];

/** Page templates of Lightning App Builder that can be drawn, as rows of regions. */
const templates: Readonly<Record<string, Template>> = {
    'flexipage:recordHomeTemplateDesktop': headerAndSidebar,
    'flexipage:recordHomeSimpleViewTemplate': headerAndSidebar,
    'flexipage:recordHomeLeftSidebarTemplateDesktop': [[region('header')], [region('sidebar', 4), region('main', 8)]],
    'flexipage:recordHomeSingleColTemplateDesktop': [[region('header')], [region('main')]],
    'flexipage:recordHomeSingleColNoHeaderTemplateDesktop': [[region('main')]],
    'flexipage:recordHomeThreeColTemplateDesktop': threeColumns,
    'flexipage:recordHomeWithSubheaderTemplateDesktop': [
        [region('header')],
        [region('subheader')],
        [region('main', 8), region('sidebar', 4)]
    ],
    'flexipage:defaultAppHomeTemplate': [[region('main')]],
    'flexipage:appHomeTemplateTwoColumns': [[region('left', 6), region('right', 6)]],
    'flexipage:appHomeTemplateHeaderTwoColumnsRightSidebar': [
        [region('header')],
        [region('main', 8), region('sidebar', 4)]
    ],
    'home:desktopTemplate': [
        [region('top')],
        [region('bottomLeft', 6), region('bottomRight', 6)],
        [region('sidebar', 12)]
    ]
};

/** The rows of a template, or undefined when it is not known. */
export const templateRows = (name: string): Template | undefined =>
    Object.hasOwn(templates, name) ? templates[name] : undefined;
