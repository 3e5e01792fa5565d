package com.happypancake.inspect.query;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Parser;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.ReadListener;
import com.happypancake.inspect.text.RecordField;
import com.happypancake.inspect.text.RecordFormatter;
import com.happypancake.schemas.manifest.Part;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the records that match a query, in the folder's order. For one thread. */
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

  /**
   * A cursor before the first record.
   *
   * @param listener is told how far the cursor is
   */
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
   * Moves to the next record that matches.
   *
   * @return false if there is none
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
      // A part that is read whole is checked against its checksum too.
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

  /** Returns the part that the record stands in. */
  public Part part() {
    return required(part);
  }

  /** Returns the reader that has read the record. */
  public PartReader reader() {
    return required(reader);
  }

  /**
   * Returns the event's type.
   *
   * @throws com.happypancake.dumps.DamagedDumpException if the record is no message
   */
  public String type() throws IOException {
    return types.of(reader());
  }

  /**
   * Returns the record; parsed when it is first asked for.
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
}
