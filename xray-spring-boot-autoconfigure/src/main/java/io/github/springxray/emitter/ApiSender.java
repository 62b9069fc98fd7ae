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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.xray.XRayClient;
import software.amazon.awssdk.services.xray.model.UnprocessedTraceSegment;

import io.github.springxray.recorder.TracingFaults;

/**
 * Sends documents to AWS by {@code PutTraceSegments}. The client retries a call that
 * fails by itself, as its settings say; this retries in addition what a call that
 * succeeded did not process, and calls that failed nevertheless, with ever longer pauses.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/api/API_PutTraceSegments.html">PutTraceSegments</a>
 */
final class ApiSender implements TraceSender {

	/**
	 * What the X-Ray daemon sends at a time, too. The API documents no limit.
	 */
	static final int MAX_DOCUMENTS = 50;

	private static final int ATTEMPTS = 3;

	private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

	/**
	 * Codes of errors that pass. Any other, such as of a malformed document, stays.
	 */
	private static final Set<String> TRANSIENT = Set.of("ThrottledException", "Throttled", "ThrottlingException",
			"InternalFailure", "InternalServerError", "ServiceUnavailable", "ServiceUnavailableException");

	private final Supplier<@Nullable XRayClient> given;

	private final Supplier<XRayClient> creation;

	private final EmitterStatistics statistics;

	private final TracingFaults faults;

	private final LongConsumer pause;

	/**
	 * The one that was created here.
	 */
	private @Nullable XRayClient own;

	/**
	 * Create a sender.
	 * @param given gives the client of the application, if it has one
	 * @param creation creates a client if not
	 * @param statistics where errors are kept
	 * @param faults where errors are counted
	 * @param pause waits for a number of nanoseconds
	 */
	ApiSender(Supplier<@Nullable XRayClient> given, Supplier<XRayClient> creation, EmitterStatistics statistics,
			TracingFaults faults, LongConsumer pause) {
		this.given = given;
		this.creation = creation;
		this.statistics = statistics;
		this.faults = faults;
		this.pause = pause;
	}

	@Override
	public void send(List<TraceDocument> documents) {
		for (int i = 0; i < documents.size(); i += MAX_DOCUMENTS) {
			List<TraceDocument> part = documents.subList(i, Math.min(documents.size(), i + MAX_DOCUMENTS));
			Untraced.run(() -> sendPart(part));
		}
	}

	private void sendPart(List<TraceDocument> part) {
		List<TraceDocument> left = part;
		long wait = FIRST_PAUSE;
		for (int attempt = 1; !left.isEmpty(); attempt++) {
			left = attempt(left, attempt == ATTEMPTS);
			if (!left.isEmpty()) {
				this.pause.accept(wait);
				wait *= 2;
			}
		}
	}

	/**
	 * Send documents once.
	 * @return those to send again
	 */
	private List<TraceDocument> attempt(List<TraceDocument> documents, boolean last) {
		List<UnprocessedTraceSegment> unprocessed;
		try {
			unprocessed = client().putTraceSegments((request) -> request.traceSegmentDocuments(texts(documents)))
				.unprocessedTraceSegments();
		}
		catch (RuntimeException ex) {
			// The client has tried again what may be tried again
			failed(ex);
			documents.forEach((document) -> document.drop(codeOf(ex)));
			return List.of();
		}
		return unprocessed.isEmpty() ? List.of() : unprocessed(documents, unprocessed, last);
	}

	private List<TraceDocument> unprocessed(List<TraceDocument> documents, List<UnprocessedTraceSegment> unprocessed,
			boolean last) {
		Map<String, String> codes = new HashMap<>();
		for (UnprocessedTraceSegment segment : unprocessed) {
			codes.put((segment.id() != null) ? segment.id() : "none " + codes.size(),
					String.valueOf(segment.errorCode()));
		}
		String message = unprocessed.size() + " of " + documents.size() + " documents not processed, the first with "
				+ unprocessed.get(0).errorCode() + ": " + unprocessed.get(0).message();
		this.statistics.failed(message);
		this.faults.record("documents that the X-Ray API did not process", new IOException(message));
		List<TraceDocument> again = new ArrayList<>();
		for (TraceDocument document : documents) {
			String code = codes.remove(document.id());
			if (code != null && !last && TRANSIENT.contains(code)) {
				again.add(document);
			}
			else if (code != null) {
				document.drop("api: " + code);
			}
		}
		// What the service could not even parse has no id of ours: as many others as
		// there are
		for (String code : codes.values()) {
			documents.stream()
				.filter((document) -> !again.contains(document) && document.parcel().failure() == null)
				.findFirst()
				.ifPresent((document) -> document.drop("api: " + code));
		}
		return again;
	}

	private static List<String> texts(List<TraceDocument> documents) {
		return documents.stream().map((document) -> new String(document.content(), StandardCharsets.UTF_8)).toList();
	}

	private static String codeOf(RuntimeException ex) {
		if (ex instanceof AwsServiceException service && service.awsErrorDetails() != null
				&& service.awsErrorDetails().errorCode() != null) {
			return "api: " + service.awsErrorDetails().errorCode();
		}
		return "api: " + ex.getClass().getSimpleName();
	}

	private void failed(RuntimeException ex) {
		this.statistics.failed("PutTraceSegments: " + ex.getMessage());
		this.faults.record("sending to the X-Ray API", ex);
	}

	private XRayClient client() {
		XRayClient client = this.given.get();
		return (client != null) ? client : own();
	}

	private synchronized XRayClient own() {
		XRayClient client = this.own;
		if (client == null) {
			client = this.creation.get();
			this.own = client;
		}
		return client;
	}

	/**
	 * Close the client that was created here. Another one is created if there is
	 * something to send again.
	 */
	@Override
	public synchronized void close() {
		if (this.own != null) {
			this.own.close();
			this.own = null;
		}
	}

}
