/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.emitter;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.springxray.document.SpanWriter;
import io.github.springxray.document.WrittenSpan;
import io.github.springxray.document.WrittenSpans;
import io.github.springxray.recorder.TracingFaults;

/**
 * Sends segments and subsegments as spans, over OTLP/HTTP in JSON. What may be taken
 * later, by the words of the protocol, is sent again a few times.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
final class OtlpSender implements TreeSender {

	private static final Log logger = LogFactory.getLog("io.github.springxray.emitter");

	private static final String PLACE = "sending to the OTLP receiver";

	private static final int ATTEMPTS = 3;

	private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

	private final OtlpReceiver receiver;

	private final OtlpHttp http;

	private final SpanWriter writer;

	private final boolean compressed;

	private final EmitterStatistics statistics;

	private final TracingFaults faults;

	private final OtlpPauses pauses;

	private final Set<String> explained = new HashSet<>();

	OtlpSender(OtlpReceiver receiver, OtlpHttp http, SpanWriter writer, boolean compressed,
			EmitterStatistics statistics, TracingFaults faults, OtlpPauses pauses) {
		this.receiver = receiver;
		this.http = http;
		this.writer = writer;
		this.compressed = compressed;
		this.statistics = statistics;
		this.faults = faults;
		this.pauses = pauses;
	}

	@Override
	public void send(List<TraceDocument> documents) {
		Map<Parcel, List<TraceDocument>> parcels = new IdentityHashMap<>();
		List<Parcel> order = new ArrayList<>();
		for (TraceDocument document : documents) {
			parcels.computeIfAbsent(document.parcel(), (parcel) -> {
				order.add(parcel);
				return new ArrayList<>();
			}).add(document);
		}
		Untraced.run(() -> send(order, parcels));
	}

	private void send(List<Parcel> order, Map<Parcel, List<TraceDocument>> parcels) {
		OtlpBatch batch = new OtlpBatch();
		for (Parcel parcel : order) {
			List<TraceDocument> documents = parcels.getOrDefault(parcel, List.of());
			if (documents.stream().noneMatch(TraceDocument::isLast)) {
				continue;
			}
			for (WrittenSpan span : write(parcel, documents)) {
				if (!batch.add(span, documents)) {
					send(batch);
					batch = new OtlpBatch();
					batch.add(span, documents);
				}
			}
		}
		send(batch);
	}

	private List<WrittenSpan> write(Parcel parcel, List<TraceDocument> documents) {
		try {
			WrittenSpans written = this.writer.write(parcel.trees());
			if (documents.get(0).content().length == 0) {
				// No document was written that would have been counted
				int bytes = written.spans().stream().mapToInt((span) -> span.span().length).sum();
				this.statistics.written(written.spans().size(), bytes, written.shortened());
			}
			return written.spans();
		}
		catch (RuntimeException | StackOverflowError ex) {
			this.faults.record("writing spans", ex);
			documents.forEach((document) -> document.drop(DropReasons.NOT_WRITTEN));
			return List.of();
		}
	}

	private void send(OtlpBatch batch) {
		if (batch.isEmpty()) {
			return;
		}
		try {
			byte[] body = this.compressed ? batch.toGzip() : batch.toByteArray();
			for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
				Duration pause = attempt(batch, body, attempt);
				if (pause == null) {
					return;
				}
				this.pauses.accept(pause);
			}
		}
		catch (RuntimeException ex) {
			// No credentials, no region
			drop(batch, "otlp: " + ex.getClass().getSimpleName(), String.valueOf(ex.getMessage()), ex);
		}
	}

	/**
	 * Send a batch once.
	 * @return how long to wait before it is sent again, {@code null} if it is not
	 */
	private @Nullable Duration attempt(OtlpBatch batch, byte[] body, int attempt) {
		boolean last = attempt == ATTEMPTS;
		Duration usual = Duration.ofNanos(FIRST_PAUSE << (attempt - 1));
		try {
			OtlpAnswer answer = this.http.post(this.receiver.uri(), this.receiver.headers(headers(), body), body);
			if (answer.isTransient() && !last) {
				Duration asked = answer.pause(Instant.now());
				return (asked != null) ? asked : usual;
			}
			settle(batch, answer);
			return null;
		}
		catch (IOException ex) {
			if (!last) {
				return usual;
			}
			drop(batch, "otlp: " + OtlpHttp.reason(ex),
					OtlpHttp.reason(ex) + " (" + ex.getClass().getSimpleName() + ")", ex);
			return null;
		}
	}

	private Map<String, String> headers() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Content-Type", "application/json");
		if (this.compressed) {
			headers.put("Content-Encoding", "gzip");
		}
		return headers;
	}

	private void settle(OtlpBatch batch, OtlpAnswer answer) {
		String message = this.receiver.redact(answer.message());
		if (!answer.isSuccess()) {
			explain(answer);
			String what = (answer.status() > 0) ? String.valueOf(answer.status()) : "no HTTP";
			drop(batch, "otlp: " + what, what + (message.isEmpty() ? "" : ": " + message), null);
		}
		else if (answer.isPage()) {
			drop(batch, "otlp: no receiver", "a page of HTML, which no receiver of OTLP answers", null);
		}
		else if (answer.rejectedSpans() > 0) {
			failed(answer.rejectedSpans() + " spans rejected" + (message.isEmpty() ? "" : ": " + message), null);
			batch.reject(answer.rejectedSpans());
		}
		else if (!message.isEmpty()) {
			// A warning with a success
			this.statistics.failed(this.receiver.name() + ": " + message);
		}
	}

	private void explain(OtlpAnswer answer) {
		String explanation = this.receiver.explain(answer);
		if (explanation != null && this.explained.add(explanation)) {
			logger.warn(explanation);
		}
	}

	private void drop(OtlpBatch batch, String reason, String message, @Nullable Exception cause) {
		failed(message, cause);
		batch.drop(reason);
	}

	private void failed(String message, @Nullable Exception cause) {
		this.statistics.failed(this.receiver.name() + ": " + message);
		this.faults.record(PLACE, (cause != null) ? cause : new IOException(message));
	}

	/**
	 * Return where spans go, for people to read.
	 */
	String destination() {
		return this.receiver.name();
	}

	/**
	 * Return where spans go, without what may be secret.
	 */
	String address() {
		return this.receiver.address();
	}

	@Override
	public void close() {
		this.receiver.close();
	}

}
