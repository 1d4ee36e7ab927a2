using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Gantry.Hub.Tests.Uploads;

public sealed class UploadMetadataTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Names_the_file_and_what_its_bytes_are_to_be()
    {
        var digest = Digest.Of("x");
        var read = UploadMetadata.Read($"filename {Base64("a.bin")}, sha256 {Base64(digest.Hex)},md5 {Base64(new string('A', 32))},is_confidential", 7).OrThrow();
        Assert.Equal(new("a.bin", new Expected(digest, new string('a', 32), 7)), read);
    }

    [Fact]
    public void Clients_that_say_name_are_understood_and_filename_comes_first()
    {
        Assert.Equal("b.bin", UploadMetadata.Read($"name {Base64("b.bin")}", 0).OrThrow().Name);
        Assert.Equal("a.bin", UploadMetadata.Read($"name {Base64("b.bin")},filename {Base64("a.bin")}", 0).OrThrow().Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("filename")]
    [InlineData("filename ???")]
    [InlineData("k\u00e9y YQ==,filename YQ==")]
    [InlineData("filename /w==")]
    [InlineData("filename YQ==,filename YQ==")]
    [InlineData("filename YQ==,sha256 YQ==")]
    [InlineData("filename YQ==,md5 YQ==")]
    public void What_cannot_be_used_is_a_fault(string header) =>
        Assert.Equal("hub.upload_metadata", UploadMetadata.Read(header, 0).Fault?.Code);

    [Fact]
    public void Nothing_that_is_sent_breaks_it() => Prop.ForAll<string?>(header =>
        UploadMetadata.Read(header ?? "", 1) is { Fault: null or { Code: "hub.upload_metadata" } }).Check(_config);

    [Fact]
    public void Nothing_that_is_sent_as_a_checksum_breaks_it() => Prop.ForAll<string?>(header =>
        PieceChecksum.Read(header ?? "") is { Fault: null or { Code: "hub.upload_bad_checksum" } }).Check(_config);
}
