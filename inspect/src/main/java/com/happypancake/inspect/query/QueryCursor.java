package com.happypancake.inspect.query;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.ReadListener;
import com.happypancake.inspect.text.RecordField;
import com.happypancake.inspect.text.RecordFormatter;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Subject;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the records that match a query, in the folder's order. Not thread-safe. */
public final class QueryCursor implements Closeable {

  private final Query query;
  private final RecordFormatter formatter = new RecordFormatter();
  private final EventTypes types;
  private final Optional<MemberFields> members;
  private final Map<Descriptor, List<RecordField>> conditionFields = new HashMap<>();
  private final ReadProgress progress;
  private final Iterator<Part> left;
  private @Nullable Part part;
  private @Nullable PartReader reader;
  private @Nullable Parser<DynamicMessage> parser;
  private @Nullable DynamicMessage message;

  /** Creates a cursor before the first record. The listener receives the progress. */
  public QueryCursor(Query query, ReadListener listener) {
    this.query = query;
    this.types = EventTypes.of(query.dump());
    this.members =
        query.events().member().isPresent()
            ? Optional.of(new MemberFields(query.dump()))
            : Optional.empty();
    for (Descriptor each : query.messages()) {
      List<RecordField> fields = new ArrayList<>();
      for (Condition condition : query.conditions()) {
        fields.add(query.field(each, condition.field()));
      }
      conditionFields.put(each, fields);
    }
    List<Part> parts = query.parts().stream().filter(query.events()::mayMatch).toList();
    this.progress = new ReadProgress(parts, listener);
    this.left = parts.iterator();
  }

  /**
   * Moves to the next matching record.
   *
   * @return false if no record is left
   * @throws com.happypancake.dumps.DamagedDumpException if a part is not what its manifest says
   * @throws IOException if a file cannot be read
   * @throws InterruptedException if the thread was interrupted
   */
  public boolean advance() throws IOException, InterruptedException {
    while (reader != null || openNext()) {
      PartReader current = reader();
      while (progress.advance(part(), current)) {
        message = null;
        if (query.events().isPast(current)) {
          close();
          left.forEachRemaining(later -> {});
          return false;
        }
        if (query.events().matches(current, types) && memberFits() && conditionsHold()) {
          return true;
        }
      }
      close();
    }
    return false;
  }

  private boolean openNext() throws IOException {
    while (left.hasNext()) {
      Part next = left.next();
      OrdinalRange range = query.events().range(query.dump(), next, query.range());
      if (range.records() == 0 && next.getRecords() > 0) {
        continue;
      }
      part = next;
      parser = DynamicMessage.getDefaultInstance(query.message(next)).getParserForType();
      // Reading a whole part also verifies its checksum.
      reader =
          range.equals(new OrdinalRange(1, next.getRecords() + 1))
              ? query.dump().read(next)
              : query.dump().read(next, range);
      return true;
    }
    return false;
  }

  private boolean memberFits() throws IOException {
    return members.isEmpty() || members.get().name(message(), query.events().member().getAsLong());
  }

  private boolean conditionsHold() throws IOException {
    for (int i = 0; i < query.conditions().size(); i++) {
      List<RecordField> fields =
          conditionFields.getOrDefault(message().getDescriptorForType(), List.of());
      if (!query.conditions().get(i).holds(fields.get(i), message(), formatter)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the part of the current record. */
  public Part part() {
    return required(part);
  }

  /** Returns the reader, positioned on the current record. */
  public PartReader reader() {
    return required(reader);
  }

  /**
   * Returns the type of the current event.
   *
   * @throws com.happypancake.dumps.DamagedDumpException if the record is not a message
   */
  public String type() throws IOException {
    return types.of(reader());
  }

  /**
   * Returns the current record. Parses it on the first call.
   *
   * @throws com.happypancake.dumps.DamagedDumpException if the record is not of the part's message
   */
  public DynamicMessage message() throws IOException {
    DynamicMessage known = message;
    if (known == null) {
      known = reader().parse(required(parser));
      message = known;
    }
    return known;
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the cursor stands on no record");
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    PartReader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }

  /**
   * The fields of events that name a member. Such a field carries a column with a member's id, or
   * belongs to the event's subject. Immutable.
   */
  private static final class MemberFields {

    private static final String MEMBER_ID = "Members.MemberId";

    private final LegacyCatalogue tables;
    private final Map<Descriptor, List<RecordField>> fields = new HashMap<>();

    /**
     * Reads the fields from the options of a folder's schemas. If the schemas have no tables, their
     * fields carry columns of HPC1.
     *
     * @throws SchemaException if a message has too many fields
     */
    MemberFields(Dump dump) {
      tables = tables(dump.schemas());
      for (String name : new TreeSet<>(dump.parts().stream().map(Part::getMessage).toList())) {
        Descriptor message = DescriptorSets.message(dump.schemas(), name);
        fields.put(
            message, RecordField.leaves(message).stream().filter(this::namesMember).toList());
      }
    }

    boolean name(Message event, long member) {
      return fields.getOrDefault(event.getDescriptorForType(), List.of()).stream()
          .flatMap(field -> field.value(event).stream())
          .anyMatch(value -> ((Number) value).longValue() == member);
    }

    private static LegacyCatalogue tables(Collection<FileDescriptor> schemas) {
      LegacyCatalogue own = LegacyCatalogue.of(schemas);
      return own.tables().isEmpty() ? LegacyCatalogue.hpc() : own;
    }

    private boolean namesMember(RecordField field) {
      FieldDescriptor leaf = field.leaf();
      boolean integer =
          leaf.getJavaType() == FieldDescriptor.JavaType.INT
              || leaf.getJavaType() == FieldDescriptor.JavaType.LONG;
      return integer
          && !leaf.isRepeated()
          && (isOfSubject(leaf)
              || leaf.getOptions().getExtension(OptionsProto.carries).stream()
                  .anyMatch(this::isMemberId));
    }

    private static boolean isOfSubject(FieldDescriptor leaf) {
      Subject subject =
          leaf.getContainingType().getOptions().getExtension(OptionsProto.event).getSubject();
      return Stream.of(
              subject.getMember(), subject.getChat().getOne(), subject.getChat().getOther())
          .anyMatch(leaf.getName()::equals);
    }

    private boolean isMemberId(String carried) {
      return carried.equals(MEMBER_ID)
          || column(carried).map(column -> column.options().getLookup()).stream()
              .anyMatch(MEMBER_ID::equals);
    }

    private Optional<LegacyColumn> column(String name) {
      int dot = name.lastIndexOf('.');
      try {
        return Optional.of(tables.table(name.substring(0, Math.max(dot, 0))))
            .map(table -> table.column(name.substring(dot + 1)));
      } catch (SchemaException e) {
        // The schemas may name a column of a table that they do not define.
        return Optional.empty();
      }
    }
  }
}
