using System.Globalization;
using Gantry.Xtce;

namespace Gantry.Telemetry;

/// <summary>
/// What the values of a leaf were in a piece of time. Of two values of one moment the first one is that which was received
/// first, and the last one that which was received last, so values are added, and pieces joined, in the order they were received.
/// </summary>
internal struct Reduction
{
    // Its square a hundred million times is still a number. What is larger, infinite or none is counted apart.
    private const double Largest10 = 1e140;

    private const int DigitsOfDouble = 17;
    private const int SpareDigits = 4;

    public long Count { get; set; }

    /// <summary>Values that are no numbers.</summary>
    public long Others { get; set; }

    public double Least { get; set; }

    public double Largest { get; set; }

    public ExactSum Sum { get; set; }

    public ExactSum Squares { get; set; }

    public double First { get; set; }

    public double Last { get; set; }

    /// <summary>When the first number was made, in ticks.</summary>
    public long FirstAt { get; set; }

    public long LastAt { get; set; }

    public long OthersFirstAt { get; set; }

    public long OthersLastAt { get; set; }

    /// <summary>The worst level of a number.</summary>
    public ConcernLevel Worst { get; set; }

    public readonly bool IsEmpty => Count == 0 && Others == 0;

    public readonly long From => Count == 0 ? OthersFirstAt : Others == 0 ? FirstAt : Math.Min(FirstAt, OthersFirstAt);

    public readonly long Until => Count == 0 ? OthersLastAt : Others == 0 ? LastAt : Math.Max(LastAt, OthersLastAt);

    public readonly double Mean => Sum.High / Count;

    /// <summary>With the digits that are known. Where values hardly differ, what is left of the sums of their squares is chance, and depends on which was added first.</summary>
    public readonly double Deviation
    {
        get
        {
            var squares = Squares.Minus(Sum.Square().Over(Count));
            var known = squares > 0 ? Math.Log10(squares / (Squares.High * Count * ExactSum.Error)) - SpareDigits : 0;
            var deviation = Math.Sqrt(Math.Max(0, squares) / (Count - 1));
            return known < 1 ? 0 : known >= DigitsOfDouble ? deviation : double.Parse(deviation.ToString($"E{(int)known - 1}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }
    }

    public void Add(long ticks, in Value value, ConcernLevel level)
    {
        if (value.TryNumber(out var number))
            Add(ticks, number, level);
        else
            AddOther(ticks);
    }

    public void Add(long ticks, double number, ConcernLevel level)
    {
        if (!(Math.Abs(number) < Largest10))
        {
            AddOther(ticks);
            return;
        }
        if (Count++ == 0)
        {
            (Least, Largest, First, Last, FirstAt, LastAt) = (number, number, number, number, ticks, ticks);
        }
        else
        {
            Least = Math.Min(Least, number);
            Largest = Math.Max(Largest, number);
            if (ticks < FirstAt)
                (First, FirstAt) = (number, ticks);
            if (ticks >= LastAt)
                (Last, LastAt) = (number, ticks);
        }
        Sum = Sum.Add(number);
        Squares = Squares.AddSquare(number);
        Worst = level > Worst ? level : Worst;
    }

    /// <summary>Joins what was received later.</summary>
    public void Add(in Reduction later)
    {
        if (later.Others > 0)
        {
            (OthersFirstAt, OthersLastAt) = Others == 0
                ? (later.OthersFirstAt, later.OthersLastAt) : (Math.Min(OthersFirstAt, later.OthersFirstAt), Math.Max(OthersLastAt, later.OthersLastAt));
            Others += later.Others;
        }
        if (later.Count == 0)
            return;
        if (Count == 0)
        {
            (Least, Largest, First, Last, FirstAt, LastAt) = (later.Least, later.Largest, later.First, later.Last, later.FirstAt, later.LastAt);
        }
        else
        {
            Least = Math.Min(Least, later.Least);
            Largest = Math.Max(Largest, later.Largest);
            if (later.FirstAt < FirstAt)
                (First, FirstAt) = (later.First, later.FirstAt);
            if (later.LastAt >= LastAt)
                (Last, LastAt) = (later.Last, later.LastAt);
        }
        Count += later.Count;
        Sum = Sum.Add(later.Sum);
        Squares = Squares.Add(later.Squares);
        Worst = later.Worst > Worst ? later.Worst : Worst;
    }

    private void AddOther(long ticks)
    {
        (OthersFirstAt, OthersLastAt) = Others++ == 0 ? (ticks, ticks) : (Math.Min(OthersFirstAt, ticks), Math.Max(OthersLastAt, ticks));
    }
}
