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

package io.github.springxray.context;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.ThrowableDescription;
import com.amazonaws.xray.internal.FastIdGenerator;
import com.amazonaws.xray.internal.IdGenerator;
import com.amazonaws.xray.strategy.ThrowableSerializationStrategy;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Describes an exception and its causes. An exception that a child has already described
 * is referred to by its id. Causes that form a cycle, messages that throw and stacks
 * without an end are survived.
 */
final class SafeThrowableStrategy implements ThrowableSerializationStrategy {

	/**
	 * Chains longer than this are cut; what explains a failure is at its ends, and the
	 * first is the one that is seen.
	 */
	private static final int MAX_CAUSES = 20;

	private final IdGenerator ids = new FastIdGenerator();

	private final int maxFrames;

	private final ExceptionMessages messages;

	SafeThrowableStrategy(int maxFrames, ExceptionMessages messages) {
		this.maxFrames = maxFrames;
		this.messages = messages;
	}

	@Override
	public List<ThrowableDescription> describeInContext(Throwable throwable, List<Subsegment> subsegments) {
		return describeInContext(null, throwable, subsegments);
	}

	@Override
	public List<ThrowableDescription> describeInContext(@Nullable Entity entity, Throwable throwable,
			List<Subsegment> subsegments) {
		// Nearly all that come again do so as they are, and then nothing is read
		if (entity != null && idOf(throwable, entity) != null) {
			return List.of();
		}
		String described = findId(throwable, subsegments);
		if (described != null) {
			return List.of(reference(throwable, described));
		}
		boolean remote = entity != null && StringUtils.hasLength(entity.getNamespace());
		List<ThrowableDescription> read = unlocked(entity, () -> read(throwable, remote));
		List<ThrowableDescription> descriptions = new ArrayList<>();
		ThrowableDescription effect = null;
		for (ThrowableDescription description : read) {
			Throwable current = Objects.requireNonNull(description.getThrowable());
			String own = (entity != null) ? idOf(current, entity) : null;
			if (own != null) {
				if (effect != null) {
					effect.setCause(own);
				}
				break;
			}
			String known = findId(current, subsegments);
			if (known != null) {
				if (effect != null) {
					effect.setCause(known);
				}
				else {
					descriptions.add(reference(current, known));
				}
				break;
			}
			if (effect != null) {
				effect.setCause(description.getId());
			}
			descriptions.add(description);
			effect = description;
		}
		return descriptions;
	}

	/**
	 * The SDK calls with the lock of the entity, but what exceptions say of themselves is
	 * code of the application. Nothing has been added yet, so the lock guards nothing
	 * before we come back.
	 */
	private static <T> T unlocked(@Nullable Entity entity, Supplier<T> reading) {
		ReentrantLock lock = (entity != null) ? Entities.lockOf(entity) : null;
		if (lock == null || lock.getHoldCount() != 1) {
			return reading.get();
		}
		lock.unlock();
		try {
			return reading.get();
		}
		finally {
			lock.lock();
		}
	}

	private static ThrowableDescription reference(Throwable throwable, String id) {
		ThrowableDescription reference = new ThrowableDescription(throwable);
		reference.setCause(id);
		return reference;
	}

	private List<ThrowableDescription> read(Throwable throwable, boolean remote) {
		List<Throwable> chain = ExceptionMessages.chainOf(throwable, MAX_CAUSES);
		List<@Nullable String> messages = this.messages.of(chain);
		List<ThrowableDescription> descriptions = new ArrayList<>(chain.size());
		for (int i = 0; i < chain.size(); i++) {
			ThrowableDescription description = describe(chain.get(i), remote);
			description.setMessage(messages.get(i));
			descriptions.add(description);
		}
		return descriptions;
	}

	private ThrowableDescription describe(Throwable throwable, boolean remote) {
		ThrowableDescription description = new ThrowableDescription(throwable);
		description.setId(this.ids.newEntityId());
		description.setType(throwable.getClass().getName());
		description.setRemote(remote || throwable instanceof UncheckedIOException);
		StackTraceElement[] stack = stackOf(throwable);
		description.setStack((stack.length > this.maxFrames) ? Arrays.copyOf(stack, this.maxFrames) : stack);
		description.setTruncated(Math.max(0, stack.length - this.maxFrames));
		return description;
	}

	private static @Nullable String findId(Throwable throwable, List<Subsegment> subsegments) {
		for (int i = 0; i < subsegments.size(); i++) {
			String known = idOf(throwable, subsegments.get(i));
			if (known != null) {
				return known;
			}
		}
		return null;
	}

	/**
	 * The application may have added an exception by itself that the instrumentation adds
	 * once more.
	 */
	private static @Nullable String idOf(Throwable throwable, Entity entity) {
		Entities.lockOf(entity).lock();
		try {
			for (ThrowableDescription description : entity.getCause().getExceptions()) {
				if (description.getThrowable() == throwable) {
					return (description.getId() != null) ? description.getId() : description.getCause();
				}
			}
			return null;
		}
		finally {
			Entities.lockOf(entity).unlock();
		}
	}

	/**
	 * This is the application's code and may throw whatever it likes.
	 */
	private static StackTraceElement[] stackOf(Throwable throwable) {
		try {
			return Arrays.stream(throwable.getStackTrace()).filter(Objects::nonNull).toArray(StackTraceElement[]::new);
		}
		catch (Throwable ex) {
			return new StackTraceElement[0];
		}
	}

}
