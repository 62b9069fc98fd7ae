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

package io.github.springxray.console.otlp;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.springxray.console.api.ApiResponse;
import io.github.springxray.console.document.InvalidDocumentException;
import io.github.springxray.console.store.LogStore;
import io.github.springxray.console.store.TraceStore;

/**
 * Takes spans as OTLP has them over HTTP, encoded by Protocol Buffers or in JSON, and
 * compressed by gzip or not. Safe for use by several threads.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
public final class OtlpReceiver {

	/**
	 * Where traces are taken, at a port of its own or below the path of a console.
	 */
	public static final String PATH = "/v1/traces";

	/**
	 * How many bytes the body of a request may have, compressed and not. X-Ray takes five
	 * million.
	 */
	public static final int MAX_BODY = 8 * 1024 * 1024;

	/**
	 * How many bytes a span may have, and the document that is made of it. X-Ray takes
	 * 200 kB.
	 */
	static final int MAX_SPAN = 256 * 1024;

	// X-Ray takes 10,000
	private static final int MAX_SPANS = 20_000;

	private static final long MAX_PENDING = 4L * MAX_BODY;

	private static final Log logger = LogFactory.getLog(OtlpReceiver.class);

	private final TraceStore store;

	private final LogStore logs;

	private final OtlpBodies bodies = new OtlpBodies(MAX_BODY, MAX_PENDING);

	/**
	 * Create a receiver.
	 * @param store where spans go
	 * @param logs where lines of logs go
	 */
	public OtlpReceiver(TraceStore store, LogStore logs) {
		this.store = store;
		this.logs = logs;
	}

	/**
	 * Return whether something is taken at a path.
	 * @param path the path of a request, or {@code null}
	 * @return whether it is that of traces, or of logs
	 */
	public static boolean isPath(@Nullable String path) {
		return OtlpSignal.of(path) != null;
	}

	/**
	 * Return whether a header names an encoding of OTLP.
	 * @param contentType the header, or {@code null}
	 * @return whether requests of this type can be read
	 */
	public static boolean isKnown(@Nullable String contentType) {
		return OtlpFormat.of(contentType) != null;
	}

	/**
	 * Return an answer that says what is wrong, in the encoding of the request.
	 * @param contentType the type of the request, or {@code null}
	 * @param status the status of HTTP
	 * @param message the message for people
	 * @return the answer
	 */
	public static ApiResponse refuse(@Nullable String contentType, int status, String message) {
		OtlpFormat format = OtlpFormat.of(contentType);
		return ((format != null) ? format : OtlpFormat.JSON).failure(status, message);
	}

	/**
	 * Answer a request.
	 * @param request the request
	 * @return the answer
	 */
	public ApiResponse answer(OtlpRequest request) {
		OtlpSignal signal = OtlpSignal.of(request.path());
		if (signal == null) {
			return refuse(request.contentType(), 404, "The console takes traces and logs, and no metrics");
		}
		if (!request.method().equals("POST")) {
			return refuse(request.contentType(), 405, "Only POST is answered at this path").header("Allow", "POST");
		}
		OtlpFormat format = OtlpFormat.of(request.contentType());
		if (format == null) {
			return refuse(null, 415,
					"The Content-Type has to be application/x-protobuf or application/json (OTLP over HTTP)");
		}
		try {
			return this.bodies.read(request, (body) -> take(format, signal, body));
		}
		catch (OtlpRequestException ex) {
			String message = String.valueOf(ex.getMessage());
			if (ex.status() == 503) {
				return format.failure(503, message).header("Retry-After", "1");
			}
			this.store.reject(new InvalidDocumentException("otlp", message));
			return format.failure(ex.status(), message);
		}
		catch (RuntimeException ex) {
			logger.warn("The console could not take spans", ex);
			return format.failure(500, "The console has failed; see its log");
		}
	}

	private ApiResponse take(OtlpFormat format, OtlpSignal signal, byte[] body) throws OtlpRequestException {
		if (signal == OtlpSignal.LOGS) {
			LogIntake intake = new LogIntake();
			format.read(body, signal, intake);
			intake.store(this.logs);
			return format.success(signal, intake.rejected(), intake.message());
		}
		SpanIntake intake = new SpanIntake();
		format.read(body, signal, intake);
		intake.store(this.store);
		return format.success(signal, intake.rejected(), intake.message());
	}

	static void checkSpans(int count) throws OtlpRequestException {
		if (count > MAX_SPANS) {
			throw new OtlpRequestException(413, "There are more than " + MAX_SPANS + " spans in one request");
		}
	}

	static InvalidDocumentException tooLarge(int length) {
		return new InvalidDocumentException("too-large", "A span has " + length + " bytes, and may have " + MAX_SPAN);
	}

}
