namespace Neo.Astrometry;

/// <summary>The one-letter codes of 80-column records beside the words of ADES.</summary>
internal static class Codes
{
    private static readonly (char Code, string Word)[] _catalogues =
        [('a', "USNOA1"), ('b', "USNOSA1"), ('c', "USNOA2"), ('d', "USNOSA2"), ('e', "UCAC1"), ('f', "Tyc1"), ('g', "Tyc2"), ('h', "GSC1.0"),
         ('i', "GSC1.1"), ('j', "GSC1.2"), ('k', "GSC2.2"), ('l', "ACT"), ('m', "GSCACT"), ('n', "SDSS8"), ('o', "USNOB1"), ('p', "PPM"),
         ('q', "UCAC4"), ('r', "UCAC2"), ('s', "USNOB2"), ('t', "PPMXL"), ('u', "UCAC3"), ('v', "NOMAD"), ('w', "CMC14"), ('x', "Hip2"),
         ('y', "Hip1"), ('z', "GSC"), ('A', "AC"), ('B', "SAO1984"), ('C', "SAO"), ('D', "AGK3"), ('E', "FK4"), ('F', "ACRS"), ('G', "LickGas"),
         ('H', "Ida93"), ('I', "Perth70"), ('J', "COSMOS"), ('K', "Yale"), ('L', "2MASS"), ('M', "GSC2.3"), ('N', "SDSS7"), ('O', "SSTRC1"),
         ('P', "MPOSC3"), ('Q', "CMC15"), ('R', "SSTRC4"), ('S', "URAT1"), ('T', "URAT2"), ('U', "Gaia1"), ('V', "Gaia2"), ('W', "Gaia3"),
         ('X', "Gaia3E"), ('Y', "UCAC5"), ('Z', "ATLAS2"), ('0', "IHW"), ('1', "PS1_DR1"), ('2', "PS1_DR2"), ('3', "Gaia_Int"), ('4', "GZ"),
         ('5', "USNOUBAD"), ('6', "Gaia2016")];

    // S, V and their words say where the observer was as well; that stands in the location.
    private static readonly (char Code, string Word)[] _modes =
        [('C', "CCD"), ('B', "CMO"), ('n', "VID"), ('A', "PHO"), ('e', "ENC"), ('T', "MER"), ('M', "MIC"), ('E', "OCC"), ('P', "PHO"), (' ', "PHO"), ('c', "CCD"), ('N', "PHA")];

    /// <summary>The word of a code, or the code itself when no word is known: nothing is lost.</summary>
    public static string Catalogue(char code) => code == ' ' ? "" : _catalogues.FirstOrDefault(c => c.Code == code).Word ?? code.ToString();

    public static char? CatalogueCode(string word) => word switch
    {
        "" => ' ',
        [var code] => code,
        _ => _catalogues.FirstOrDefault(c => c.Word == word) is { Word: not null } found ? found.Code : null,
    };

    public static string? Mode(char code) => _modes.FirstOrDefault(m => m.Code == code).Word;

    public static char? ModeCode(string word) => _modes.FirstOrDefault(m => m.Word == word) is { Word: not null } found ? found.Code : null;
}
