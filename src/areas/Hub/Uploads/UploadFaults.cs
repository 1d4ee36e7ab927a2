namespace Gantry.Hub;

/// <summary>What uploads in pieces refuse, and the way out.</summary>
internal static class UploadFaults
{
    public static Fault BadVersion(string? version) => new(FaultKind.Conflict, "hub.upload_version",
        $"Uploads are made by version 1.0.0 of the tus protocol, and the header Tus-Resumable says '{version}'.");

    public static Fault NoLength(string value) => new(FaultKind.Invalid, "hub.upload_no_length",
        $"An upload begins with the length of the whole in Upload-Length, a number of bytes; it is '{value}'.");

    public static Fault BadMetadata(string complaint) => new(FaultKind.Invalid, "hub.upload_metadata",
        $"The header Upload-Metadata cannot be used: {complaint}. It holds pairs of a word and a text in base64, separated by commas; 'filename' must be one of them, 'sha256' and 'md5' (in hex) may be.");

    public static Fault BadType(string? type) => new(FaultKind.Invalid, "hub.upload_media_type",
        $"A piece is sent as application/offset+octet-stream, this one as '{type}'.");

    public static Fault BadOffset(string value) => new(FaultKind.Invalid, "hub.upload_bad_offset",
        $"A piece says in Upload-Offset where it begins, as a number of bytes; it is '{value}'.");

    public static Fault WrongOffset(Upload upload, long offset) => new(FaultKind.Conflict, "hub.upload_offset",
        $"The next piece of '{upload.Name}' begins at {upload.OffsetBytes}, not at {offset}. Ask (HEAD) where to go on.");

    public static Fault Overtaken(Upload upload) => new(FaultKind.Conflict, "hub.upload_overtaken",
        $"Somebody else sent a piece of '{upload.Name}' at the same time, or gave it up. Ask (HEAD) where to go on.");

    public static Fault TooLong(Upload upload) => new(FaultKind.Invalid, "hub.upload_too_long",
        $"This piece goes beyond the {upload.SizeBytes} bytes that '{upload.Name}' was to have.");

    public static Fault TooFine(Upload upload, int most) => new(FaultKind.Exhausted, "hub.upload_too_fine",
        $"'{upload.Name}' came in {most} pieces, and no more are taken. Begin again with larger ones.");

    public static Fault BadChecksum(string value) => new(FaultKind.Invalid, "hub.upload_bad_checksum",
        $"The header Upload-Checksum: {value} cannot be read. Write sha1, sha256 or md5, a blank, and the checksum in base64.");

    public static Fault ChecksumMismatch(Upload upload) => new(FaultKind.Invalid, "hub.upload_checksum",
        $"This piece of '{upload.Name}' is not the one that its checksum tells of; nothing of it was kept. Send it again.");

    public static Fault Torn(Upload upload) => new(FaultKind.Invalid, "hub.upload_torn",
        $"This piece of '{upload.Name}' broke off, and with it its checksum; nothing of it was kept. Send it again.");

    public static Fault TooMany(Scope scope, int most) => new(FaultKind.Exhausted, "hub.too_many_uploads",
        $"You have {most} unfinished uploads in {scope}, as many as uploads.at-once allows. Finish or delete some.");

    public static Fault NoSuchUpload(string id) => new(FaultKind.Missing, "hub.no_such_upload",
        $"You have no upload {id} here. It may have expired (uploads.expire); begin it again.");

    public static Fault BeingMade(Upload upload) => new(FaultKind.Conflict, "hub.upload_received",
        $"All of '{upload.Name}' is there and is just being looked at: it cannot be given up any more.");

    public static Fault NoSuchMethod(string value) => new(FaultKind.Invalid, "hub.upload_method",
        $"X-HTTP-Method-Override says '{value}'; here it can be PATCH, HEAD or DELETE.");
}
