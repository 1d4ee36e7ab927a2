using System.IO.Compression;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gantry.Hub.Tests;

public class MetadataTests
{
    private const string Orbit = "S1A_OPER_AUX_POEORB_OPOD_20260121T081500_V20251231T225942_20260102T005942.EOF";

    private readonly SomeFiles _files = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static byte[] Eof(string stop = "UTC=2026-01-02T00:59:42") => SomeFiles.Bytes(
        $"""
         <Earth_Explorer_File xmlns="http://eop-cfi.esa.int/CFI"><Earth_Explorer_Header><Fixed_Header>
         <File_Name>{Orbit[..^4]}</File_Name><Mission>Sentinel-1A</Mission><File_Class>OPER</File_Class><File_Type>AUX_POEORB</File_Type>
         <Validity_Period><Validity_Start>UTC=2025-12-31T22:59:42</Validity_Start><Validity_Stop>{stop}</Validity_Stop></Validity_Period>
         <Source><System>OPOD</System><Creator>OPOD</Creator><Creator_Version>3.1.0</Creator_Version><Creation_Date>UTC=2026-01-21T08:15:00</Creation_Date></Source>
         </Fixed_Header></Earth_Explorer_Header><Data_Block>
         """);

    private Task<Result<ProductMetadata>> ReadAsync(string type, string name, byte[] content, string sandbox = "off")
    {
        var types = TypesFile.Read(SomeFiles.Bytes("types:\n  - " + type.Replace("\n", "\n    ", StringComparison.Ordinal) + "\n"));
        var options = new IntakeOptions { Retry = default, Limits = new(), UnpackDepth = 3, Sandbox = sandbox };
        var reader = new MetadataReader(new Extractor(_files, new Sandbox(options, NullLogger<Sandbox>.Instance), TimeProvider.System), options);
        var held = _files.Hold(name, content) with { OriginAt = new DateTimeOffset(2026, 1, 21, 9, 0, 0, TimeSpan.Zero) };
        return reader.ReadAsync(held, new HeldContent(_files, held.Blob), types.Types[0], default, Ct);
    }

    private static string? Value(ProductMetadata metadata, string name) =>
        metadata.Attributes.FirstOrDefault(a => a.Name == name) is { } attribute ? DeclaredKinds.Show(attribute.Value) : null;

    [Fact]
    public async Task An_EOF_header_fills_the_standard_attributes()
    {
        var read = (await ReadAsync("{ name: O, pattern: '.*', metadata: eof, contentType: application/xml }", Orbit, Eof())).OrThrow();
        Assert.Equal(("SENTINEL-1", "A", "AUX_POEORB", "OPOD", "3.1.0"), (Value(read, "platformShortName"), Value(read, "platformSerialIdentifier"),
            Value(read, "productType"), Value(read, "processingCenter"), Value(read, "processorVersion")));
        Assert.Equal(("20251231T225942", "20260102T005942", "20260121T081500"),
            (Value(read, "beginningDateTime"), Value(read, "endingDateTime"), Value(read, "processingDate")));
        Assert.Equal(new DateTimeOffset(2025, 12, 31, 22, 59, 42, TimeSpan.Zero), read.ValidFrom);
        Assert.Equal(("application/xml", new DateTimeOffset(2026, 1, 21, 9, 0, 0, TimeSpan.Zero)), (read.ContentType, read.OriginAt));
    }

    [Fact]
    public async Task An_open_end_in_the_header_takes_away_the_end_that_the_name_tells()
    {
        var read = (await ReadAsync("{ name: O, pattern: '.*', metadata: eof }", Orbit, Eof("UTC=9999-99-99T99:99:99"))).OrThrow();
        Assert.Null(read.ValidUntil);
        Assert.Null(Value(read, "endingDateTime"));
    }

    [Fact]
    public async Task A_zipped_file_is_described_by_the_header_in_it()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(Orbit).Open();
            entry.Write(Eof());
        }
        Assert.Equal("3.1.0", Value((await ReadAsync("{ name: O, pattern: '.*', metadata: eof }", Orbit + ".zip", stream.ToArray())).OrThrow(), "processorVersion"));
        Assert.Equal("hub.bad_metadata", (await ReadAsync("{ name: O, pattern: '.*', metadata: eof }", Orbit + ".zip", Eof())).Fault?.Code);
    }

    [Fact]
    public async Task A_damaged_header_is_refused_and_said_why() =>
        Assert.Contains("Validity_Stop 'never'", (await ReadAsync("{ name: O, pattern: '.*', metadata: eof }", Orbit, Eof("never"))).Fault?.Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_name_alone_tells_as_much_as_it_holds()
    {
        var read = (await ReadAsync("{ name: W, pattern: '.*', metadata: name }", "S1__AUX_WND_V20260101T060000_G20260101T040000.SAFE.zip", [1])).OrThrow();
        Assert.Equal(("SENTINEL-1", null, "AUX_WND", "20260101T040000"), (Value(read, "platformShortName"), Value(read, "platformSerialIdentifier"), Value(read, "productType"), Value(read, "productGeneration")));
        Assert.Null(read.ValidUntil);
        Assert.Equal("hub.bad_metadata", (await ReadAsync("{ name: W, pattern: '.*', metadata: name }", "holiday.jpg", [1])).Fault?.Code);
    }

    [Fact]
    public async Task A_mission_declares_attributes_and_validity_by_named_groups()
    {
        const string Type =
            """
            name: N
            pattern: '(?<station>[A-Z]{3})_(?<orbit>\d+)_(?<start>\d{8}T\d{6})_(?<stop>\d{8}T\d{6})(_(?<extra>x))?\.psv'
            validity: { from: start, until: stop }
            attributes: { orbitNumber: '{orbit}', station: 'site {station}', weight: { value: '{orbit}', as: number }, fixed: always, extra: '{extra}' }
            """;
        var read = (await ReadAsync(Type, "TLS_00042_20260101T000000_99999999T999999.psv", [1])).OrThrow();
        Assert.Equal(new AttributeValue.Whole(42), read.Attributes.Single(a => a.Name == "orbitNumber").Value);
        Assert.Equal(new AttributeValue.Real(42), read.Attributes.Single(a => a.Name == "weight").Value);
        Assert.Equal(("site TLS", "always", null), (Value(read, "station"), Value(read, "fixed"), Value(read, "extra")));
        Assert.Equal((new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), null), (read.ValidFrom, read.ValidUntil));
        Assert.Contains("is not a time", (await ReadAsync(Type, "TLS_1_20261301T000000_99999999T999999.psv", [1])).Fault?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_extractor_reads_the_file_and_writes_its_attributes()
    {
        _files.Mission["tools/count.sh"] = SomeFiles.Bytes("lines=$(wc -l); echo \"{\\\"lines\\\": $lines, \\\"isGood\\\": true, \\\"beginningDateTime\\\": \\\"2026-01-01T00:00:00Z\\\", \\\"called\\\": \\\"$GANTRY_NAME\\\", \\\"secret\\\": \\\"$GANTRY_ACCESS_INITIAL_SECRET\\\"}\"");
        Environment.SetEnvironmentVariable("GANTRY_ACCESS_INITIAL_SECRET", "not to be seen");
        const string Type = "{ name: E, pattern: '.*', extractor: { run: [sh, count.sh], files: [tools/count.sh] } }";
        foreach (var sandbox in new[] { "off", "auto" })
        {
            var read = (await ReadAsync(Type, "a.txt", SomeFiles.Bytes("1\n2\n"), sandbox)).OrThrow();
            Assert.Equal(new AttributeValue.Whole(2), read.Attributes.Single(a => a.Name == "lines").Value);
            Assert.Equal(new AttributeValue.Flag(true), read.Attributes.Single(a => a.Name == "isGood").Value);
            Assert.Equal(("a.txt", ""), (Value(read, "called"), Value(read, "secret")));
            Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), read.ValidFrom);
        }
    }

    [Theory]
    [InlineData("[sh, -c, 'exit 3']", "ended with 3")]
    [InlineData("[sh, -c, 'echo oops']", "did not write JSON")]
    [InlineData("[sh, -c, 'echo []']", "no object")]
    [InlineData("[sh, -c, 'sleep 60']", "not done after 1 s")]
    [InlineData("[sh, -c, 'yes']", "more than 1000 bytes")]
    [InlineData("[no-such-program]", "cannot be started")]
    [InlineData("[sh, -c, 'echo {\\\"orbitNumber\\\":\\\"many\\\"}']", "no integer")]
    public async Task An_extractor_that_fails_says_how(string run, string said)
    {
        var result = await ReadAsync($"{{ name: E, pattern: '.*', extractor: {{ run: {run}, timeLimit: 1s, largestOutput: 1kB }} }}", "a.txt", new byte[200_000]);
        Assert.Equal("hub.extractor_failed", result.Fault?.Code);
        Assert.Contains(said, result.Fault?.Message, StringComparison.Ordinal);
    }
}
