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

import java.util.concurrent.CancellationException;

import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * A call that failed. What AWS answered is an error of the caller or a fault of AWS by
 * its status, wherever the exception that tells it is wrapped into; that nothing was
 * answered is a fault, and that nobody waits for the answer any longer is none.
 */
final class CallFailure {

	private static final int MAX_CAUSES = 20;

	private static final int NOT_MODIFIED = 304;

	private final Throwable failure;

	CallFailure(Throwable failure) {
		this.failure = failure;
	}

	void record(Subsegment subsegment) {
		SdkServiceException answer = cause(SdkServiceException.class);
		if (answer != null) {
			record(subsegment, answer);
		}
		else if (cause(CancellationException.class) != null || cause(AbortedException.class) != null) {
			subsegment.putMetadata(AwsCall.METADATA, "cancelled", true);
		}
		else {
			subsegment.addException(this.failure);
		}
	}

	private void record(Subsegment subsegment, SdkServiceException answer) {
		CallResult.recordId(subsegment, "request_id", answer.requestId());
		CallResult.recordId(subsegment, "id_2", answer.extendedRequestId());
		int status = answer.statusCode();
		if (status == NOT_MODIFIED) {
			return;
		}
		subsegment.addException(this.failure);
		if (status >= 300 && status < 500) {
			subsegment.setFault(false);
			subsegment.setError(true);
		}
		if (answer.isThrottlingException()) {
			// Clears the fault, which a status from 500 on is nevertheless
			subsegment.setThrottle(true);
			subsegment.setError(true);
			subsegment.setFault(status >= 500);
		}
	}

	/**
	 * Return the first of the causes that has a type.
	 */
	private <T extends Throwable> @Nullable T cause(Class<T> type) {
		Throwable cause = this.failure;
		for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
			cause = cause.getCause();
		}
		return null;
	}

}
