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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of the documents that one sender is given.
 */
final class CountedSender implements TraceSender {

	private static final int MAX_REASONS = 100;

	private final String name;

	private final @Nullable String address;

	private final TraceSender sender;

	private final LongAdder accepted = new LongAdder();

	private final LongAdder sent = new LongAdder();

	private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();

	private volatile @Nullable Instant lastSuccess;

	private volatile EmitterStatistics.@Nullable LastError lastError;

	CountedSender(String name, @Nullable String address, TraceSender sender) {
		this.name = name;
		this.address = address;
		this.sender = sender;
	}

	/**
	 * Count what is sent by OTLP.
	 */
	static CountedSender of(OtlpSender sender) {
		return new CountedSender("otlp", sender.address(), sender);
	}

	/**
	 * Count what a sender of the application does.
	 */
	static CountedSender of(TraceSender sender) {
		return new CountedSender(sender.getClass().getName(), null, sender);
	}

	@Override
	public void send(List<TraceDocument> documents) throws Exception {
		documents.forEach(TraceDocument::hand);
		this.accepted.add(documents.size());
		String failure = null;
		try {
			this.sender.send(documents);
		}
		catch (Throwable ex) {
			failure = ex.getClass().getSimpleName();
			throw ex;
		}
		finally {
			count(documents, failure);
		}
	}

	private void count(List<TraceDocument> documents, @Nullable String failure) {
		int lost = 0;
		String last = null;
		for (TraceDocument document : documents) {
			String reason = document.dropReason();
			reason = (reason != null) ? reason : failure;
			if (reason != null) {
				lost++;
				last = reason;
				String key = (this.dropped.size() < MAX_REASONS || this.dropped.containsKey(reason)) ? reason : "other";
				this.dropped.computeIfAbsent(key, (name) -> new LongAdder()).increment();
			}
		}
		this.sent.add(documents.size() - lost);
		if (lost < documents.size()) {
			this.lastSuccess = Instant.now();
		}
		if (last != null) {
			this.lastError = new EmitterStatistics.LastError(Instant.now(), last);
		}
	}

	@Override
	public void close() {
		this.sender.close();
	}

	/**
	 * Return where documents go, for people to read.
	 */
	String destination() {
		return switch (this.name) {
			case "daemon" -> "the X-Ray daemon at " + this.address;
			case "api" -> "the API of X-Ray";
			case "log" -> "the log";
			default ->
				(this.sender instanceof OtlpSender otlp) ? otlp.destination() : this.sender.getClass().getSimpleName();
		};
	}

	/**
	 * Return whether the sender has no use for documents.
	 */
	boolean takesTrees() {
		return this.sender instanceof TreeSender;
	}

	/**
	 * Return the name of what is counted here, for faults.
	 */
	String type() {
		return this.sender.getClass().getSimpleName();
	}

	@Nullable Instant lastSuccess() {
		return this.lastSuccess;
	}

	EmitterStatistics.@Nullable LastError lastError() {
		return this.lastError;
	}

	Map<String, ?> describe() {
		Map<String, Object> status = new LinkedHashMap<>();
		status.put("name", this.name);
		if (this.address != null) {
			status.put("address", this.address);
		}
		status.put("accepted", this.accepted.sum());
		status.put("sent", this.sent.sum());
		Map<String, Long> reasons = new TreeMap<>();
		this.dropped.forEach((reason, count) -> reasons.put(reason, count.sum()));
		status.put("dropped", reasons);
		if (this.lastSuccess != null) {
			status.put("lastSuccess", this.lastSuccess);
		}
		if (this.lastError != null) {
			status.put("lastError", this.lastError);
		}
		return status;
	}

}
