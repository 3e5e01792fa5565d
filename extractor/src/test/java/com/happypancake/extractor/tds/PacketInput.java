package com.happypancake.extractor.tds;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Puts messages together from packets: "Packets". */
final class PacketInput {

  private static final int HEADER_BYTES = 8;
  private static final int END_OF_MESSAGE = 1;

  private final DataInputStream in;

  PacketInput(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /**
   * Waits for a message.
   *
   * @throws EOFException if the client is gone
   */
  Message read() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      PacketType type = PacketType.of(in.readUnsignedByte());
      int status = in.readUnsignedByte();
      int length = in.readUnsignedShort();
      in.readInt(); // SPID, PacketID and Window, which say nothing here
      byte[] payload = new byte[length - HEADER_BYTES];
      in.readFully(payload);
      body.write(payload);
      if ((status & END_OF_MESSAGE) != 0) {
        ByteBuffer whole = ByteBuffer.wrap(body.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        return new Message(type, whole);
      }
    }
  }

  /** Tells whether the client has sent something more. */
  boolean isWaiting() throws IOException {
    return in.available() > 0;
  }
}
