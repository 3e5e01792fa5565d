package com.happypancake.extractor.tds;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Cuts the server's messages into packets of the negotiated size, little-endian: "Packets". */
final class PacketOutput {

  private static final int HEADER_BYTES = 8;
  private static final int END_OF_MESSAGE = 1;

  private final OutputStream out;
  private ByteBuffer packet = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
  private int packetId = 1;

  PacketOutput(OutputStream out) {
    this.out = out;
    packet.position(HEADER_BYTES);
  }

  /** Takes packets of another size, from the next message on. */
  void resize(int packetBytes) {
    packet = ByteBuffer.allocate(packetBytes).order(ByteOrder.LITTLE_ENDIAN);
    packet.position(HEADER_BYTES);
  }

  /** Puts the lowest bytes of a number. */
  PacketOutput number(long value, int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      room();
      packet.put((byte) (value >> (Byte.SIZE * i)));
    }
    return this;
  }

  PacketOutput u8(int value) throws IOException {
    return number(value, Byte.BYTES);
  }

  PacketOutput u16(int value) throws IOException {
    return number(value, Short.BYTES);
  }

  PacketOutput u32(long value) throws IOException {
    return number(value, Integer.BYTES);
  }

  PacketOutput u64(long value) throws IOException {
    return number(value, Long.BYTES);
  }

  PacketOutput bytes(byte[] value) throws IOException {
    return bytes(value, 0, value.length);
  }

  PacketOutput bytes(byte[] value, int from, int length) throws IOException {
    int done = 0;
    while (done < length) {
      room();
      int part = Math.min(packet.remaining(), length - done);
      packet.put(value, from + done, part);
      done += part;
    }
    return this;
  }

  /** Takes back what was put since the last packet, and returns it. */
  byte[] takeBack() {
    byte[] taken = Arrays.copyOfRange(packet.array(), HEADER_BYTES, packet.position());
    packet.position(HEADER_BYTES);
    return taken;
  }

  /** Puts a text after its length in one byte: "B_VARCHAR". */
  PacketOutput shortText(String text) throws IOException {
    return u8(text.length()).bytes(text.getBytes(StandardCharsets.UTF_16LE));
  }

  /** Puts a text after its length in two bytes: "US_VARCHAR". */
  PacketOutput longText(String text) throws IOException {
    return u16(text.length()).bytes(text.getBytes(StandardCharsets.UTF_16LE));
  }

  /** A full packet goes only when more follows: it may yet be the last of its message. */
  private void room() throws IOException {
    if (!packet.hasRemaining()) {
      send(0);
    }
  }

  /** Sends what there is, and goes on with the message. */
  void flush() throws IOException {
    if (packet.position() > HEADER_BYTES) {
      send(0);
    }
  }

  /** Ends the message. */
  void end() throws IOException {
    send(END_OF_MESSAGE);
    packetId = 1;
  }

  private void send(int status) throws IOException {
    packet.put(0, (byte) PacketType.TABULAR_RESULT.code()).put(1, (byte) status);
    packet.put(2, (byte) (packet.position() >> Byte.SIZE)).put(3, (byte) packet.position());
    packet.putShort(4, (short) 0).put(6, (byte) packetId++).put(7, (byte) 0);
    out.write(packet.array(), 0, packet.position());
    out.flush();
    packet.clear().position(HEADER_BYTES);
  }
}
