using Gantry.OData;

namespace Gantry.Hub;

/// <summary>
/// A filter made ready to be asked of one product at a time, in memory. It answers as the catalogue's translation to SQL
/// does, which knows a third answer beside true and false: null, where something compared is not known.
/// </summary>
internal sealed class ProductTest
{
    private readonly Func<Product, bool?> _test;

    private ProductTest(FilterNode filter, Func<Product, bool?> test) => (Filter, _test) = (filter, test);

    public FilterNode Filter { get; }

    public bool Passes(Product product) => _test(product) == true;

    /// <summary>Reads a filter, or says what is wrong with it and where.</summary>
    public static ODataReading<ProductTest> Read(string text)
    {
        if (!FilterParser.Parse(text).TryGet(out var filter, out var problem))
            return problem;
        try
        {
            return new ProductTest(filter, Compile(filter));
        }
        catch (UnservedFilterException e)
        {
            return new ODataProblem(e.Position, e.Message);
        }
    }

    private static Func<Product, bool?> Compile(FilterNode node) => node switch
    {
        And and => Both(Compile(and.Left), Compile(and.Right)),
        Or or => Either(Compile(or.Left), Compile(or.Right)),
        Not not => Opposite(Compile(not.Operand)),
        FlagLiteral flag => _ => flag.Value,
        Any any => AttributeTest.Compile(any),
        Property property => ValueTest.IsTrue(property, ProductValues.Operand),
        Compare compare => ValueTest.Compare(compare, ProductValues.Operand),
        In list => ValueTest.In(list, ProductValues.Operand),
        Call { IsCondition: true } call => ValueTest.Text(call, ProductValues.Operand),
        _ => throw new UnservedFilterException(node.Position, $"'{node}' cannot be asked of one product as it is published"),
    };

    public static Func<T, bool?> Both<T>(Func<T, bool?> left, Func<T, bool?> right) => item =>
        left(item) switch
        {
            false => false,
            true => right(item),
            null => right(item) == false ? false : null,
        };

    public static Func<T, bool?> Either<T>(Func<T, bool?> left, Func<T, bool?> right) => item =>
        left(item) switch
        {
            true => true,
            false => right(item),
            null => right(item) == true ? true : null,
        };

    public static Func<T, bool?> Opposite<T>(Func<T, bool?> operand) => item => !operand(item);
}
