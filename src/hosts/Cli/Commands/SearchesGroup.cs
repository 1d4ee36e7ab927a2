namespace Gantry.Cli;

/// <summary>One's own saved searches and questions.</summary>
internal sealed class SearchesGroup : VerbGroup
{
    public SearchesGroup() : base("searches", "Your saved searches for products and questions in SQL: list, run, save, delete.")
    {
        Add(new SearchesLsCommand());
        Add(new SearchesRunCommand());
        Add(new SearchesSaveCommand());
        Add(new SearchesRmCommand());
    }
}
