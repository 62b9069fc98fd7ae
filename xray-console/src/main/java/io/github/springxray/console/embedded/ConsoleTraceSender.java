package io.github.springxray.console.embedded;

import java.util.List;

import io.github.springxray.console.store.TraceStore;
import io.github.springxray.emitter.TraceDocument;
import io.github.springxray.emitter.TraceSender;

/**
 * Takes what the application emits. It is there whatever {@code xray.emitter.type} says.
 */
final class ConsoleTraceSender implements TraceSender {

	private final TraceStore store;

	ConsoleTraceSender(TraceStore store) {
		this.store = store;
	}

	@Override
	public void send(List<TraceDocument> documents) {
		for (TraceDocument document : documents) {
			this.store.add(document.content());
		}
	}

}
