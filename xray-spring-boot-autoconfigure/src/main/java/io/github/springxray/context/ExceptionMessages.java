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

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is recorded of the messages of an exception and its causes. Filters come first.
 * What they take out of a message also goes where a message further up repeats it, as
 * those of exceptions do that were made of a cause alone. Last of all, secrets that are
 * known by their form are taken out of what is left.
 */
final class ExceptionMessages {

	/**
	 * Shorter ones are in many messages by chance.
	 */
	private static final int MIN_REPEATED = 4;

	private final RecordMessages recorded;

	private final List<ExceptionMessageFilter> filters;

	ExceptionMessages(RecordMessages recorded, List<ExceptionMessageFilter> filters) {
		this.recorded = recorded;
		this.filters = filters;
	}

	/**
	 * Return an exception and its causes.
	 * @param max how many at most
	 */
	static List<Throwable> chainOf(Throwable throwable, int max) {
		List<Throwable> chain = new ArrayList<>();
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		for (Throwable current = throwable; current != null && seen.add(current)
				&& chain.size() < max; current = causeOf(current)) {
			chain.add(current);
		}
		return chain;
	}

	/**
	 * Return what is recorded of the messages of a chain, in its order.
	 */
	List<@Nullable String> of(List<Throwable> chain) {
		if (this.recorded == RecordMessages.NONE) {
			return Collections.nCopies(chain.size(), null);
		}
		List<@Nullable String> raw = new ArrayList<>(chain.size());
		List<@Nullable String> kept = new ArrayList<>(chain.size());
		for (int i = 0; i < chain.size(); i++) {
			String message = messageOf(chain.get(i));
			raw.add(message);
			kept.add(filtered(chain, i, message));
		}
		for (int cause = chain.size() - 1; cause > 0; cause--) {
			String said = raw.get(cause);
			String left = kept.get(cause);
			if (said != null && said.length() >= MIN_REPEATED && !said.equals(left)) {
				withoutRepetition(kept.subList(0, cause), said, left, chain.get(cause));
			}
		}
		kept.replaceAll(RecordedText::of);
		return kept;
	}

	private static void withoutRepetition(List<@Nullable String> messages, String said, @Nullable String left,
			Throwable cause) {
		String replacement = (left != null) ? left : cause.getClass().getName();
		messages.replaceAll((message) -> (message != null) ? message.replace(said, replacement) : null);
	}

	private @Nullable String filtered(List<Throwable> chain, int index, @Nullable String message) {
		if (message == null) {
			return null;
		}
		Throwable throwable = chain.get(index);
		List<Throwable> effects = Collections.unmodifiableList(chain.subList(0, index));
		boolean safe = this.recorded == RecordMessages.ALL;
		String kept = message;
		try {
			for (ExceptionMessageFilter filter : this.filters) {
				kept = filter.filter(throwable, effects, kept);
				safe |= filter instanceof ValueFreeMessages known && known.answersFor(throwable, effects);
			}
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			return null;
		}
		return (kept != null && (safe || KnownMessages.isSafe(throwable, kept))) ? kept : null;
	}

	/**
	 * This and the next one are the application's code and may throw whatever they like.
	 */
	private static @Nullable String messageOf(Throwable throwable) {
		try {
			return throwable.getMessage();
		}
		catch (Throwable ex) {
			return "(its getMessage() threw " + ex.getClass().getName() + ")";
		}
	}

	private static @Nullable Throwable causeOf(Throwable throwable) {
		try {
			return throwable.getCause();
		}
		catch (Throwable ex) {
			return null;
		}
	}

}
