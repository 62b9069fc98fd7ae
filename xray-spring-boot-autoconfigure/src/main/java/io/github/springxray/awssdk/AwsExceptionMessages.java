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

import java.util.List;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkServiceException;

import io.github.springxray.context.ValueFreeMessages;

/**
 * Takes values out of what AWS says about errors, which quotes the values that it did not
 * like. So the code of an error stands for its message. Exceptions that repeat the
 * message get the same.
 */
final class AwsExceptionMessages implements ValueFreeMessages {

	private static final int MAX_CAUSES = 20;

	private final boolean messages;

	AwsExceptionMessages(boolean messages) {
		this.messages = messages;
	}

	@Override
	public @Nullable String filter(Throwable throwable, @Nullable Throwable effect, @Nullable String message) {
		if (this.messages || message == null) {
			return message;
		}
		Throwable cause = throwable;
		for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
			if (cause instanceof SdkServiceException answer) {
				return (cause == throwable || repeats(message, answer)) ? describe(answer) : message;
			}
			cause = cause.getCause();
		}
		return message;
	}

	@Override
	public boolean answersFor(Throwable throwable, List<Throwable> effects) {
		return !this.messages && throwable instanceof SdkServiceException;
	}

	private static boolean repeats(String message, SdkServiceException answer) {
		AwsErrorDetails details = detailsOf(answer);
		String said = (details != null) ? details.errorMessage() : answer.getMessage();
		return said != null && !said.isEmpty() && message.contains(said);
	}

	private static String describe(SdkServiceException answer) {
		AwsErrorDetails details = detailsOf(answer);
		String code = (details != null && details.errorCode() != null) ? details.errorCode()
				: answer.getClass().getSimpleName();
		return code + " (status code " + answer.statusCode() + ")";
	}

	private static @Nullable AwsErrorDetails detailsOf(SdkServiceException answer) {
		return (answer instanceof AwsServiceException exception) ? exception.awsErrorDetails() : null;
	}

}
