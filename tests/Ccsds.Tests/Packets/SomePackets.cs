namespace Gantry.Ccsds.Tests;

internal static class SomePackets
{
    public static byte[] Space(int apid, int count, int dataLength)
    {
        var packet = new byte[SpacePacketHeader.Length + dataLength];
        Assert.True(new SpacePacketHeader(apid, count & 0x3FFF, dataLength).TryWrite(packet));
        Some.Bytes(dataLength, apid * 7919 + count).CopyTo(packet, SpacePacketHeader.Length);
        return packet;
    }

    public static byte[] Encapsulated(int protocol, int headerLength, int dataLength)
    {
        var packet = new byte[headerLength + dataLength];
        Assert.True(new EncapsulationHeader(protocol, packet.Length, headerLength).TryWrite(packet));
        Some.Bytes(dataLength, dataLength).CopyTo(packet, headerLength);
        return packet;
    }

    public static byte[] Idle(int dataLength) => Space(SpacePacketHeader.IdleApid, 0, dataLength);
}
