/** Regions of the page templates of Lightning App Builder, as retrieved pages name them. */
export const pageTemplates: Readonly<Record<string, readonly string[]>> = {
    'flexipage:appHomeTemplateHeaderThreeColumns': ['region1', 'region2', 'region3', 'region4'],
    'flexipage:appHomeTemplateHeaderTwoColumnsEqualWidth': ['region1', 'region2', 'region3'],
    'flexipage:appHomeTemplateThreeColumns': ['region1', 'region2', 'region3'],
    'flexipage:appHomeTemplateTwoColumns': ['column1', 'column2'],
    'flexipage:appHomeTemplateTwoColumnsStacked': ['region1', 'region2', 'region3'],
    'flexipage:defaultAppHomeTemplate': ['main'],
    'flexipage:recordHomeLeftSidebarTemplateDesktop': ['header', 'sidebar', 'main'],
    'flexipage:recordHomeSimpleViewTemplate': ['header', 'main', 'sidebar'],
    'flexipage:recordHomeSingleColNoHeaderTemplateDesktop': ['main'],
    'flexipage:recordHomeSingleColTemplateDesktop': ['header', 'main'],
    'flexipage:recordHomeTemplateDesktop': ['header', 'main', 'sidebar'],
    'flexipage:recordHomeThreeColTemplateDesktop': ['header', 'leftsidebar', 'main', 'rightsidebar'],
    'flexipage:recordHomeWithSubheaderTemplateDesktop': ['header', 'subheader', 'main', 'sidebar'],
    'home:desktopTemplate': ['top', 'bottomLeft', 'bottomRight', 'sidebar'],
    'one:utilityBarTemplateDesktop': ['utilityItems', 'backgroundComponents']
};
