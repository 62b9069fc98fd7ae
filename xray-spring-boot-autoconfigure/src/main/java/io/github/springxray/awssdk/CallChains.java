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

package io.github.springxray.awssdk;

import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ApiName;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

import io.github.springxray.recorder.WeakIdentityMap;

/**
 * Finds the caller of a call that the SDK makes by itself, on a thread of its own: the
 * parts of an upload, a copy or a download, the next page, the next question of a waiter.
 * Such requests are marked as what they belong to. Where a mark could belong to two
 * callers, there is none.
 */
final class CallChains {

	private static final int MAX_REMEMBERED = 1000;

	private static final String FAILED = "failed";

	private final Map<Object, WeakReference<Entity>> remembered = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Object, WeakReference<Entity>> eldest) {
			return size() > MAX_REMEMBERED;
		}

	};

	/**
	 * The pages of one listing share the override configuration of the first request.
	 */
	private final WeakIdentityMap<RequestOverrideConfiguration, WeakReference<Entity>> listings = new WeakIdentityMap<>();

	/**
	 * What has just completed on a thread: the operation, the object, the caller and
	 * whether it failed. They are types of the JDK, since threads of the SDK live longer
	 * than this class may.
	 */
	private final ThreadLocal<Object @Nullable []> completed = new ThreadLocal<>();

	/**
	 * Return the caller of a call of the SDK's own.
	 * @return the caller, {@code null} if it is not known or has been sent
	 */
	@Nullable Entity callerOf(String service, String operation, SdkRequest request) {
		WeakReference<Entity> caller = switch (Mark.of(request)) {
			case WAITER -> remembered(new Question(service, operation, request));
			case PAGE -> this.listings.get(request.overrideConfiguration().orElseThrow());
			case PART -> partOf(operation, request);
			case ELSEWHERE -> again(operation, request);
			case NONE -> null;
		};
		return (caller != null) ? alive(caller.get()) : null;
	}

	private @Nullable WeakReference<Entity> partOf(String operation, SdkRequest request) {
		String upload = text(request, "UploadId");
		return (upload != null) ? remembered(upload) : chained(operation, request);
	}

	/**
	 * The parts of a download follow on the thread on which one of them has completed,
	 * and a copy on that on which the length of its source has arrived.
	 */
	@SuppressWarnings("unchecked")
	private @Nullable WeakReference<Entity> chained(String operation, SdkRequest request) {
		Object[] before = this.completed.get();
		if (before == null) {
			return null;
		}
		boolean part = before[0].equals(operation) && before[1].equals(objectOf(request));
		boolean copy = before[0].equals("HeadObject")
				&& (operation.equals("CreateMultipartUpload") || operation.equals("CopyObject"));
		return (part || copy) ? (WeakReference<Entity>) before[2] : null;
	}

	/**
	 * What another region has refused is sent to the one that it names, on the thread on
	 * which the refusal has arrived.
	 */
	private @Nullable WeakReference<Entity> again(String operation, SdkRequest request) {
		Object[] before = this.completed.get();
		return (before != null && FAILED.equals(before[3])) ? chained(operation, request) : null;
	}

	/**
	 * Remember who makes a call that others may follow.
	 */
	void begin(String service, String operation, SdkRequest request, Entity caller) {
		switch (Mark.of(request)) {
			case WAITER -> remember(new Question(service, operation, request), caller);
			case PAGE -> this.listings.computeIfAbsent(request.overrideConfiguration().orElseThrow(),
					() -> new WeakReference<>(caller));
			default -> {
				// The calls that follow have something else in common
			}
		}
	}

	/**
	 * Remember who made a call that has completed on the current thread, or forget who
	 * made the one before.
	 */
	void end(@Nullable String operation, SdkRequest request, @Nullable SdkPojo response, @Nullable Entity caller) {
		Mark mark = Mark.of(request);
		if (operation == null || caller == null || (mark != Mark.PART && mark != Mark.ELSEWHERE)) {
			this.completed.remove();
			return;
		}
		this.completed.set(new Object[] { operation, objectOf(request), new WeakReference<>(caller),
				(response != null) ? "" : FAILED });
		String upload = (response != null) ? text(response, "UploadId") : null;
		if (upload != null && operation.equals("CreateMultipartUpload")) {
			remember(upload, caller);
		}
	}

	private void remember(Object key, Entity caller) {
		synchronized (this.remembered) {
			WeakReference<Entity> known = this.remembered.get(key);
			Entity other = (known != null) ? alive(known.get()) : null;
			boolean ambiguous = other != null && other.getParentSegment() != caller.getParentSegment();
			this.remembered.put(key, new WeakReference<>(ambiguous ? null : caller));
		}
	}

	private @Nullable WeakReference<Entity> remembered(Object key) {
		synchronized (this.remembered) {
			return this.remembered.get(key);
		}
	}

	private static @Nullable Entity alive(@Nullable Entity entity) {
		return (entity != null && !entity.getParentSegment().isEmitted()) ? entity : null;
	}

	private static String objectOf(SdkRequest request) {
		return text(request, "Bucket") + "/" + text(request, "Key");
	}

	private static @Nullable String text(SdkPojo holder, String member) {
		return holder.sdkFields()
			.stream()
			.filter((field) -> field.memberName().equals(member))
			.map((field) -> field.getValueOrDefault(holder))
			.filter(String.class::isInstance)
			.map(String.class::cast)
			.findFirst()
			.orElse(null);
	}

	/**
	 * A question of a waiter, which is the same each time.
	 */
	private record Question(String service, String operation, SdkRequest request) {

	}

	/**
	 * What a request of the SDK's own tells of itself, for the header {@code User-Agent}.
	 */
	private enum Mark {

		PART("hll", "s3Multipart"),

		ELSEWHERE("hll", "cross-region"),

		WAITER("sdk-metrics", "B"),

		PAGE("sdk-metrics", "C"),

		NONE("", "");

		private final String name;

		private final String version;

		Mark(String name, String version) {
			this.name = name;
			this.version = version;
		}

		static Mark of(SdkRequest request) {
			RequestOverrideConfiguration override = request.overrideConfiguration().orElse(null);
			if (override == null) {
				return NONE;
			}
			for (Mark mark : values()) {
				for (ApiName name : override.apiNames()) {
					if (mark.name.equals(name.name()) && mark.version.equals(name.version())) {
						return mark;
					}
				}
			}
			return NONE;
		}

	}

}
