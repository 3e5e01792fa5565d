package com.happypancake.dumps;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.happypancake.dumps.block.Bgzf;
import com.happypancake.dumps.block.BlockDeflater;
import com.happypancake.dumps.block.Digests;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.KeyRange;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A dump of one part whose blocks are made by hand, so that they are many and small. */
public final class CraftedDump {

  /** A field's tag without the field. */
  private static final ByteString NO_MESSAGE = ByteString.copyFrom(new byte[] {8});

  private final Path folder;
  private final Part part;
  private final List<byte[]> records = new ArrayList<>();
  private final List<Long> blocks = new ArrayList<>();
  private final List<VirtualOffset> places = new ArrayList<>();
  private final Map<ByteString, Long> ordinals = new HashMap<>();
  private byte[] file = new byte[0];

  /**
   * Writes a dump.
   *
   * @param numbers how many short records each block holds; 0 stands for a long one of its own
   *     blocks, and a negative number for one that is no message, and so has no key
   */
  public CraftedDump(Path folder, int... numbers) throws IOException {
    this.folder = folder;
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    for (int number : numbers) {
      byte[] block =
          number < 0
              ? add(0, NO_MESSAGE)
              : number == 0 ? add(0, longCity(records.size() + 1)) : shortCities(number);
      content.writeBytes(block);
      blocks.add((long) compressed.size());
      compressed.writeBytes(withoutTerminator(BlockDeflater.compress(block)));
    }
    compressed.writeBytes(Bgzf.terminator());
    file = compressed.toByteArray();
    part =
        Part.newBuilder()
            .setPath("Cities/part-00000.pb.gz")
            .setRows(Rows.ROWS_WHOLE)
            .setTable("dbo.Cities")
            .setMessage("hpc.legacy.City")
            .setRecords(records.size())
            .setBytes(file.length)
            .setSha256(Digests.sha256(file))
            .setContentBytes(content.size())
            .setContentSha256(Digests.sha256(content.toByteArray()))
            .setKeyRange(KeyRange.newBuilder().setFirst("1").setLast("" + records.size()))
            .build();
    Files.createDirectories(folder.resolve("Cities"));
    write(file);
    writeManifest(folder, part);
  }

  /** Writes manifest and schema of parts. */
  public static void writeManifest(Path folder, Part... parts) throws IOException {
    byte[] schema = DescriptorSets.of(List.of(LegacyProto.getDescriptor())).toByteArray();
    Files.write(folder.resolve("schema.desc"), schema);
    Files.writeString(folder.resolve("run.json"), "{}");
    Manifest manifest =
        ManifestJson.seal(
            Dumps.rows()
                .setFormatVersion(1)
                .setSchemaSha256(Digests.sha256(schema))
                .addAllParts(List.of(parts))
                .setContentDigest(ManifestJson.contentDigest(List.of(parts)))
                .build());
    Files.write(folder.resolve("manifest.json"), ManifestJson.of(manifest));
  }

  private byte[] shortCities(int number) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < number; i++) {
      block.writeBytes(add(block.size(), Dumps.city(records.size() + 1)));
    }
    return block.toByteArray();
  }

  private static City longCity(int id) {
    return Dumps.city(id).toBuilder().setName("x".repeat(2 * Bgzf.MAX_CONTENT_BYTES + id)).build();
  }

  private byte[] add(int offset, City city) {
    return add(offset, city.toByteString());
  }

  private byte[] add(int offset, ByteString record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      coded.writeBytesNoTag(record);
      coded.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    records.add(record.toByteArray());
    ordinals.put(record, (long) records.size());
    // The block's own offset is not known yet: its number stands for it.
    places.add(new VirtualOffset(blocks.size(), offset));
    return out.toByteArray();
  }

  private static byte[] withoutTerminator(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - Bgzf.terminator().length);
  }

  /** Writes an index with an entry for every so-many-th record. */
  public CraftedDump index(int distance) throws IOException {
    List<IndexEntry> entries = new ArrayList<>();
    for (int i = 0; i < records.size(); i += distance) {
      entries.add(
          IndexEntry.newBuilder()
              .setOrdinal(i + 1)
              .setBlock(blocks.get((int) places.get(i).block()))
              .setOffset(places.get(i).offset())
              .setKey(isMessage(i) ? "" + (i + 1) : "")
              .build());
    }
    return index(distance, entries);
  }

  private boolean isMessage(int record) {
    return !NO_MESSAGE.equals(ByteString.copyFrom(records.get(record)));
  }

  /** Writes an index with these entries. */
  public CraftedDump index(int distance, List<IndexEntry> entries) throws IOException {
    PartIndex.write(folder, part, distance, entries);
    return this;
  }

  /** Replaces the part's file. */
  public void write(byte[] bytes) throws IOException {
    Files.write(folder.resolve("Cities/part-00000.pb.gz"), bytes);
  }

  /** Returns the numbers, from 0, of the units of blocks that a range of the file touches. */
  public List<Integer> touched(long from, long to) {
    List<Integer> touched = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      long end = i + 1 < blocks.size() ? blocks.get(i + 1) : file.length - 28;
      if (from < end && to > blocks.get(i)) {
        touched.add(i);
      }
    }
    return touched;
  }

  /** Returns the ordinals of the records of a unit of blocks. */
  public List<Long> ordinals(int unit) {
    List<Long> ordinals = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i).block() == unit) {
        ordinals.add(i + 1L);
      }
    }
    return ordinals;
  }

  public Dump open() throws IOException {
    return Dump.open(folder);
  }

  public Path folder() {
    return folder;
  }

  public Part part() {
    return part;
  }

  public byte[] file() {
    return file.clone();
  }

  public List<byte[]> records() {
    return records;
  }

  /** Returns the ordinal of each record. */
  public Map<ByteString, Long> ordinals() {
    return ordinals;
  }

  public List<Long> blocks() {
    return blocks;
  }
}
