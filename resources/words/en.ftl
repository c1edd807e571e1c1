## report

report-good_entities = It finds about { $found } of 10 entities, and about { $right } of 10 it names are right: good enough to use with spot checks (F1 { $f1 } %).
report-fair_entities = It finds about { $found } of 10 entities, and about { $right } of 10 it names are right: a helpful first pass that a person should check (F1 { $f1 } %).
report-weak_entities = It finds about { $found } of 10 entities, and about { $right } of 10 it names are right: not ready to rely on (F1 { $f1 } %).
report-good_labels = It finds about { $found } of 10 labels, and about { $right } of 10 it gives are right: good enough to use with spot checks (F1 { $f1 } %).
report-fair_labels = It finds about { $found } of 10 labels, and about { $right } of 10 it gives are right: a helpful first pass that a person should check (F1 { $f1 } %).
report-weak_labels = It finds about { $found } of 10 labels, and about { $right } of 10 it gives are right: not ready to rely on (F1 { $f1 } %).
report-beats_most_frequent_set = Always giving the most frequent labels reaches { $baseline } %; this model reaches { $reached } %.
report-misses_most_frequent_set = Always giving the most frequent labels reaches { $baseline } %; this model reaches { $reached } %, so it has not learnt to tell the labels apart yet.
report-good_texts = It sorts { $f1 } % of { $examples } unseen texts correctly: good enough to use with spot checks.
report-fair_texts = It sorts { $f1 } % of { $examples } unseen texts correctly: a helpful first pass that a person should check.
report-weak_texts = It sorts { $f1 } % of { $examples } unseen texts correctly: not ready to rely on.
report-beats_dictionary = Only remembering the entities of the training data reaches { $baseline } %; this model reaches { $reached } %, so it has learnt more than a list.
report-misses_dictionary = Only remembering the entities of the training data reaches { $baseline } %; this model reaches { $reached } %, so it does not beat a simple list yet.
report-beats_most_frequent = Always answering the most frequent label is right { $baseline } % of the time; this model is right { $reached } %.
report-misses_most_frequent = Always answering the most frequent label is right { $baseline } % of the time; this model is right { $reached } %, so it has not learnt to tell the labels apart yet.
report-weakest = The weakest kind is “{ $label }” (F1 { $f1 } %, { $support ->
    [one] one example
   *[other] { $support } examples
}). More examples of it help most.
report-confused = The most frequent mix-up: “{ $gold }” is taken for “{ $predicted }” { $count ->
    [one] once
   *[other] { $count } times
}.
report-few_examples = { $count ->
    [one] “{ $labels }” has fewer than { $few } examples here, too few for a figure to trust.
   *[other] These have fewer than { $few } examples here, too few for a figure to trust: { $labels }.
}
report-truncated = { $count ->
    [one] One text was
   *[other] { $count } texts were
} longer than the model reads; only the beginning counted.
report-stopped_early = You stopped this run early; more training may still improve it.

## model

model-absent = The model “{ $model }” is not on this computer.
    .why = It has to be downloaded once before it can be trained.
    .fix = Open Model and choose Download, or choose a model that is already here.
model-unknown = There is no model called “{ $model }”.
    .why = It is no name of the catalogue, no hub name (owner/name) and no folder on this computer.
    .fix = Choose a model from the list, or check the path of the folder.
model-no_config = { $folder } has no config.json.
    .why = Without it nobody knows what kind of model the files are.
    .fix = Choose the folder that holds config.json, model.safetensors and the tokenizer files.
model-broken_config = The config.json of { $folder } cannot be read.
    .why = It is damaged, or not the configuration of a language model.
    .fix = Download or copy the model again.
model-has_code = { $folder } asks to run program code of its own.
    .why = Code that comes with a model could do anything on this computer, so Moore Studio never runs it.
    .fix = Choose a model of a standard kind, such as BERT, RoBERTa or DeBERTa.
model-pickle_only = { $folder } has its weights only in an unsafe format.
    .why = Files of that kind (pickle) can hide program code, so Moore Studio reads safetensors only.
    .fix = Choose a version of this model that has model.safetensors, or ask its author for one.
model-no_weights = { $folder } has no weights.
    .why = The file model.safetensors is missing, perhaps because a download or a copy broke off.
    .fix = Download or copy the model again.
model-no_tokenizer = { $folder } has no tokenizer.
    .why = Without it, text cannot be cut into the pieces this model knows.
    .fix = Copy the tokenizer files (tokenizer.json or vocab.txt) into the folder as well.
model-broken = The model “{ $model }” cannot be loaded.
    .why = Its files do not fit together, or its kind is not supported.
    .fix = Download it again, or choose another model.
model-hash_differs = The starter model has been changed.
    .why = Its weights are not the ones this version was made with.
    .fix = Set Moore Studio up again to restore it.

## cards of methods

method-full = Train everything
    .line = Every weight of the model learns from your data. Usually the best result.
method-lora = Train a small addition (LoRA)
    .line = Small extra matrices learn and the model itself stays. Needs less memory, a little less exact.
method-frozen = Train only the last layer
    .line = The model reads, and only its last layer learns. Fastest, good for a first look.

## cards of models

model-starter = Starter (MiniLM)
    .line = Small, fast and already here. Reads English; the best first try.
model-scratch-tiny = From scratch, tiny
    .line = Learns any language from your own texts alone. No download; needs many examples to be good.
model-distilbert = DistilBERT
    .line = Half the size of BERT and nearly as good. A solid step up for English.
model-bert-base = BERT base (cased)
    .line = The classic. Sees capital letters, which helps to find names.
model-bert-large = BERT large (cased)
    .line = Three times BERT base: better on hard texts, slow without a graphics card.
model-roberta-base = RoBERTa base
    .line = BERT trained longer on more text. Usually a little better for English.
model-modernbert-base = ModernBERT base
    .line = A newer English model that reads long texts at once.
model-deberta-v3-small = DeBERTa v3 small
    .line = Strong for its size in English.
model-deberta-v3-base = DeBERTa v3 base
    .line = Often the best English result on a normal computer; slower than BERT.
model-minilm-l12 = MiniLM (12 layers)
    .line = Twice as deep as the starter and still quick.
model-xlm-roberta-base = XLM-RoBERTa base
    .line = Reads a hundred languages, also mixed in one text.
model-xlm-roberta-large = XLM-RoBERTa large
    .line = The strongest here for many languages; wants a graphics card.
model-distilbert-multilingual = DistilBERT multilingual
    .line = A light model for a hundred languages.
model-bert-base-chinese = BERT base Chinese
    .line = The classic for Chinese, read character by character.
model-macbert-base = MacBERT base
    .line = A better trained BERT for Chinese; a good default.
model-roberta-wwm-ext = RoBERTa-wwm-ext
    .line = Chinese BERT trained on whole words; strong at finding names.
model-roberta-wwm-ext-large = RoBERTa-wwm-ext large
    .line = The large form: better on hard Chinese texts, slow without a graphics card.
model-rbt3 = RBT3
    .line = Three layers of Chinese RoBERTa: small and quick.

## model downloads

model-not_on_hub = The hub knows no model “{ $model }”.
    .why = The name is misspelt, the model was removed, or it is private.
    .fix = Check the name (owner/name). For a private model, put your access token into Settings.
model-gated = The model “{ $model }” is only given out after its terms are accepted.
    .why = Its authors ask everyone to agree on the hub first.
    .fix = Accept the terms on the hub with your account, then put your access token into Settings.
model-not_a_model_file = { $file } is neither a model folder nor a zip.
    .why = A model comes as a folder, or as a zip of one, with config.json and model.safetensors in it.
    .fix = Choose the folder or the zip.
model-archive_refused = { $file } was not unpacked.
    .why = Something in it is not safe: { $reason }.
    .fix = Unpack it yourself, look at it, and choose the folder.
model-has_link = { $folder } contains a link ({ $file }).
    .why = A link can point anywhere on this computer, so it is not followed.
    .fix = Copy the real file in its place.
computer-no_network = The hub cannot be reached.
    .why = There is no network, a firewall or proxy is in the way, or the address of the hub is wrong.
    .fix = Check the network and the hub address and proxy in Settings. What was downloaded is kept; Download goes on from there.
computer-disk_full = There is not enough space on the disk.
    .why = { $needed ->
        [0] The disk is full.
       *[other] This needs { NUMBER($needed, useGrouping: 1) } bytes, and { NUMBER($free, useGrouping: 1) } are free.
    }
    .fix = Free some space, for example with Clean up on the Runs page, and try again. Nothing was lost.
download-progress = Downloading { $model }
import-progress = Copying { $file }

## contract

place-row = { $file }, row { $row }:
place-row-column = { $file }, row { $row }, column { $column }:

state-created = Not started
state-queued = Waiting for its turn
    .now = Another run uses this computer. This one starts by itself.
queue-place = { $place ->
    [1] Waiting, next in line
    [2] Waiting, 2nd in line
    [3] Waiting, 3rd in line
   *[other] Waiting, number { $place } in line
}
state-preparing = Preparing
state-training = Training
state-evaluating = Evaluating
state-saving = Saving
state-paused = Paused
state-stopping = Stopping
state-stopped = Stopped
state-done = Done
state-failed = Failed
state-lost = Broken off

recipe-not_a_mapping = { $file } is not a recipe.
    .why = A recipe is a list of settings, one a line, such as “task: text-classification”.
    .fix = Choose another file, or write the settings in that form.
recipe-not_yaml = This cannot be read as a recipe.
    .why = Its punctuation or indentation is not valid YAML; the details name the spot.
    .fix = Correct that line. Texts with a colon or a hash sign go in quotes.
recipe-not_utf8 = { $file } is not a plain UTF-8 text file.
    .why = It was saved in another encoding, or it is no text at all.
    .fix = Open it in an editor and save it as UTF-8.
recipe-anchor_or_tag = The recipe uses an anchor or a tag.
    .why = Signs such as &, * or ! at the start of a value stand for something else, and a recipe says everything in full.
    .fix = Write the value out, or put it in quotes.
recipe-duplicate_key = The recipe has the same setting twice.
    .why = It is not clear which of the two counts.
    .fix = Keep one of them.
recipe-unknown_key = There is no setting “{ $name }”.
    .why = The recipe knows no setting of that name.
    .fix = Remove it, or check its spelling.
recipe-unknown_key_near = There is no setting “{ $name }”.
    .why = The nearest one is called “{ $near }”.
    .fix = Write “{ $near }”, or remove the setting.
recipe-missing_key = The setting “{ $name }” is missing.
    .why = Without it there is nothing to train on or no way to know what to learn.
    .fix = Add a line for “{ $name }” to the recipe.
recipe-wrong_type = “{ $value }” is no value for “{ $name }”.
    .why = This setting takes another kind of value, for example a number instead of a text.
    .fix = Correct the value, or leave it out to take the advised one.
recipe-not_in_list = “{ $value }” is no choice for “{ $name }”.
    .why = The choices are: { $known }.
    .fix = Choose one of them, or leave it out to take the advised one.
recipe-not_a_number = “{ $name }” needs an ordinary number.
    .why = Infinity and “not a number” cannot be worked with.
    .fix = Enter a number, or leave it out to take the advised one.
recipe-too_small = { $value } is too small for “{ $name }”.
    .why = The smallest value that works is { $minimum }.
    .fix = Choose { $minimum } or more.
recipe-too_large = { $value } is too large for “{ $name }”.
    .why = The largest value that works is { $maximum }.
    .fix = Choose { $maximum } or less.
recipe-not_a_multiple = { $value } does not fit “{ $name }”.
    .why = Only multiples of { $multiple } work.
    .fix = Choose a multiple of { $multiple }.

run-unreadable = { $file } of this run cannot be read.
    .why = The file is missing, damaged, or not what its name says.
    .fix = Bring the run folder back from a backup, or delete the run. Other runs are not affected.
run-newer_format = This run was made by a newer version of Moore Studio.
    .why = This version does not know its format yet.
    .fix = Update Moore Studio.
run-path_outside = The run names a file outside its own folder: { $file }.
    .why = A run folder may come from a stranger, so nothing outside it is touched.
    .fix = Use a run folder from someone you trust.
run-owned = This run is already being worked on.
    .why = A process on { $host } (number { $pid }) holds it.
    .fix = Wait until it has finished, or stop it first.
run-live = This run cannot be deleted now.
    .why = It is still being worked on.
    .fix = Stop it first.
run-other_host = This run is running on { $host }.
    .why = A program on another computer cannot be ended from here.
    .fix = Go to { $host } and stop it there, or ask it to stop.
run-not_provable = The program of this run was left alone.
    .why = Nothing proves that it belongs to this run, and other programs are never ended.
    .fix = Wait a moment and look again. If the computer is slow, end the program in the system's task list.
run-not_started = The training did not start.
    .why = Its program ended before it could begin (exit code { $code }).
    .fix = Start it again. If this comes back, save the support file and send it to us.
run-differs = The recipe is not the one this run was started with.
    .why = It differs in: { $names }. A run goes on with what it began with.
    .fix = Leave the recipe out to go on, or start a new run.
run-not_waiting = “{ $run }” does not wait for its turn.
    .why = It has begun by now, has ended, or was taken out of the queue.
    .fix = Look at its state. A run that was stopped can be queued again with Continue.
run-not_resumable = There is nothing to go on with in this run.
    .why = { $state ->
        [done] It is already done.
       *[other] It is not a run that has been started.
    }
    .fix = Start a new run.
run-not_finished = This run has no model yet.
    .why = A model is there once a run is done or has been stopped.
    .fix = Wait until it is done, or stop it: then there is a model to use.
run-ended_now = You ended this run.
    .why = It was asked to stop and had not ended. What it did since its last checkpoint is lost.
    .fix = Choose Continue. It goes on from its last checkpoint.
run-lost_memory = The training broke off because the computer ran out of memory.
    .why = The system ended it to save the rest{ $peak ->
        [0] {""}
       *[other] {" "}(it used { $peak } GB at most)
    }.
    .fix = Close other programs, or choose a smaller model or batch size, then choose Continue. It goes on from its last checkpoint.
run-lost_signal = The training was ended from outside.
    .why = Something ended its program (signal { $signal }), for example the system, a task list, or a log-out.
    .fix = Choose Continue. It goes on from its last checkpoint.
run-lost_crash = The training crashed.
    .why = Its program failed deep inside a library (signal { $signal }). The details say where.
    .fix = Choose Continue. If it crashes again, save the support file and send it to us.
run-lost_exit = The training ended without a result.
    .why = Its program ended unexpectedly (exit code { $code }). The details show its last words.
    .fix = Choose Continue. If this comes back, save the support file and send it to us.
run-lost_restart = The training broke off because the computer was restarted or lost power.
    .why = It was last heard of on { $heard }, and the computer has been started anew since then.
    .fix = Choose Continue. It goes on from its last checkpoint.
run-lost_unwatched = The training and the program that watches it were both ended.
    .why = It was last heard of on { $heard }, and nothing was left that could say why: often the memory ran out, or somebody logged out.
    .fix = Close other programs, then choose Continue. It goes on from its last checkpoint.
run-lost_elsewhere = This run was being trained on another computer.
    .why = { $host } worked on it, last on { $heard }. It broke off there, or the folder was copied while it trained.
    .fix = If it still trains on { $host }, wait for its end there. Otherwise choose Continue: it goes on from its last checkpoint.
run-lost_unknown = The training broke off.
    .why = Nothing is left that tells why: the files that would are missing or damaged.
    .fix = Choose Continue. It goes on from its last checkpoint.

project-unreadable = { $file } of this project cannot be read.
    .why = The file is missing or damaged.
    .fix = Bring it back from a backup, or delete the project. Other projects and all runs are not affected.
project-newer_format = This project was made by a newer version of Moore Studio.
    .why = This version does not know its format yet.
    .fix = Update Moore Studio.

data-table_unreadable = { $file } cannot be read as a table of examples.
    .why = The file is missing, damaged, or of another kind.
    .fix = Open the data again; it is read anew.

computer-read_only = Moore Studio may not write here{ $file ->
        [none] {""}
       *[other] : { $file }
    }.
    .why = The folder or the disk is write-protected, or belongs to another account.
    .fix = Allow writing there, or set STUDIO_HOME to a folder of your own.
computer-no_memory = The computer ran out of memory.
    .why = This needed more memory than is free.
    .fix = Close other programs, or choose a smaller model, batch size or file.
computer-file_trouble = A file or folder could not be used{ $file ->
        [none] {""}
       *[other] : { $file }
    }.
    .why = The system refused; the details give its words.
    .fix = Check that the disk is connected and the folder exists, then try again.
computer-index_unusable = The list of runs cannot be opened.
    .why = The folder is write-protected, or the disk is full.
    .fix = Allow writing to { $file } and free some space. The runs themselves are untouched.

defect-unexpected = Something went wrong inside Moore Studio.
    .why = This is a mistake in the program, not in your data.
    .fix = Try again. If it comes back, save the support file and send it to us.
defect-child_ended = A helping program of Moore Studio ended by itself.
    .why = It crashed or was ended by the system (exit code { $code }).
    .fix = Try again. If it comes back, save the support file and send it to us.
defect-unknown_call = This part of Moore Studio does not know the question “{ $call }”.
    .why = Parts of different versions are running together.
    .fix = Close Moore Studio, install it again, and start it.

advice-asked = You chose this.
advice-usual = The usual value; it rarely needs a change.
advice-method_full = Training every weight usually gives the best result.
advice-batch_size = 16 works well for most models and fits most computers.
advice-warmup_ratio = The first tenth of the training is gentle, so that the model does not forget what it knows.
advice-precision_auto = Chosen by what this computer does fastest without a loss.
advice-early_stopping = Training ends by itself when several evaluations in a row bring no gain.
advice-seed = The same number gives the same result again.
advice-device_auto = The fastest device of this computer is taken.
advice-epochs_scratch = A model that starts from nothing has to see the data many times.
advice-epochs_small = { $examples ->
    [one] One example is little
   *[other] { $examples } examples are few
}, so the model reads them more often.
advice-epochs_medium = Three times through { $examples } examples is usually enough.
advice-epochs_large = With { $examples } examples, twice through is enough.
advice-learning_rate_scratch = A small model that starts from nothing learns in large steps.
advice-learning_rate_few_weights = Few weights learn, so each may take larger steps.
advice-learning_rate_small_model = Small models learn well with somewhat larger steps.
advice-learning_rate_large_model = Large models learn best in small steps.
advice-max_length = Your longest text has { $words ->
    [one] one word
   *[other] { $words } words
}, which fits.
advice-max_length_long = Your longest text has { $words ->
    [one] one word
   *[other] { $words } words
}; the model reads as much at once as it can.

knob-task = Task
    .help = What the model learns to do.
knob-method = Method
    .help = How much of the model learns. Everything is usually best; less needs less memory.
knob-epochs = Epochs
    .help = How many times the model reads all training examples.
knob-learning_rate = Learning rate
    .help = How large each step of learning is. Too large and it never settles, too small and it takes forever.
knob-batch_size = Batch size
    .help = How many examples are looked at before each step of learning, on average: more of short sentences, fewer of long ones.
knob-warmup_ratio = Warm-up
    .help = The share of the training in which the learning rate rises from zero.
knob-weight_decay = Weight decay
    .help = Keeps the weights small, which helps on new texts.
knob-lr_schedule = Learning rate over time
    .help = How the learning rate changes after the warm-up.
knob-optimizer = Optimizer
    .help = The rule by which the weights change.
knob-max_length = Longest text
    .help = How many tokens (pieces of words) the model reads at once. Longer costs more memory and time.
knob-max_grad_norm = Gradient limit
    .help = No single step is larger than this, so that one odd batch does no harm. 0 is no limit.
knob-dropout = Dropout
    .help = The share of connections left out at random while learning, so that the model does not learn by heart.
knob-precision = Precision
    .help = How exactly the computer reckons. Half precision is faster on many graphics cards.
knob-evaluations_per_epoch = Evaluations per epoch
    .help = How often the model is tested on the validation examples. Each test takes some time.
knob-early_stopping = Stop early after
    .help = Training ends after this many evaluations without gain. 0 is never.
knob-lora_rank = LoRA rank
    .help = The size of the small addition. Larger learns more and needs more memory.
knob-seed = Seed
    .help = The start of the random numbers. The same seed gives the same result again.
knob-device = Device
    .help = What does the work: the processor, or a graphics card.
knob-kind = Kind of split
    .help = How examples are chosen for validation and test.

unit-examples = examples
unit-tokens = tokens
unit-evaluations = evaluations

choice-task-token-classification = Find entities in text
choice-task-text-classification = Sort texts
choice-task-multi-label-classification = Give texts several labels
choice-method-full = Train everything
choice-method-frozen = Train only the last layer
choice-method-lora = Train a small addition (LoRA)
choice-lr_schedule-linear = Falls evenly
choice-lr_schedule-cosine = Falls in a curve
choice-lr_schedule-constant = Stays the same
choice-optimizer-adamw = AdamW
choice-optimizer-sgd = SGD
choice-precision-auto = Automatic
choice-precision-fp32 = Full (fp32)
choice-precision-bf16 = Half (bf16)
choice-precision-fp16 = Half (fp16)
choice-device-auto = Automatic
choice-device-cpu = Processor
choice-device-cuda = NVIDIA graphics card
choice-device-mps = Apple graphics
choice-kind-random = At random
choice-kind-stratified = Same mix of labels
choice-kind-grouped = Groups stay together
choice-kind-time = The newest for testing

## notices

run-request_taken = { $kind ->
    [stop] Your request to stop was received.
    [pause] Your request to pause was received.
    [resume] Going on.
    [save_now] Saving a checkpoint now.
   *[other] Your request was received.
}
run-waits = Waiting for its turn: { $count ->
    [one] one run is ahead on this device.
   *[other] { $count } runs are ahead on this device, counting the one that trains.
}
run-on_battery = This computer runs on battery ({ $percent } %). Plug it in, or the training may break off.
run-may_sleep = This computer may fall asleep while training, because sleep could not be held off.
notify-done = Training finished
    .body = “{ $title }” is done. Its report is ready.
notify-failed = Training failed
    .body = “{ $title }” did not finish. Open it to see why.
notify-battery = Training on battery
    .body = “{ $title }” is training and this computer is no longer plugged in ({ $percent } %).

## report file

report-overall = Overall
report-classes = Each kind
report-confusion = What is taken for what
    .help = Rows are what is right, columns what the model said. The diagonal is correct.
report-curve = How it learnt
report-mistakes = What it got wrong
    .help = The mistakes it was surest of come first.
report-place = Where
report-gold = Right
report-predicted = The model said
report-settings = Settings of the run
figure-name = Figure
figure-value = Value
figure-meaning = What it means
figure-label = Label
figure-support = Examples
figure-interval = Likely range
    .help = With as many examples as here, the true F1 lies in this range 95 times out of 100.
figure-f1 = F1
    .help = One figure for how many it finds and how many it gets right.
figure-precision = Precision
    .help = Of what it names, how much is right.
figure-recall = Recall
    .help = Of what is there, how much it finds.
figure-micro_f1 = F1 (micro)
    .help = One figure for how many it finds and how many it gets right, over all examples.
figure-macro_f1 = F1 (macro)
    .help = The mean over kinds: rare kinds count as much as frequent ones.
figure-weighted_f1 = F1 (weighted)
    .help = The mean over kinds, each by its number of examples.
figure-accuracy = Accuracy
    .help = The share of single decisions that are right; for entities, words outside of them count too.
baseline-dictionary = Memory alone (F1)
    .help = What is reached by only remembering the entities of the training data.
baseline-most_frequent = Most frequent label
    .help = What is reached by always answering the most frequent label.
confusion-missed = missed
confusion-invented = invented
curve-train = Training loss
curve-validation = Validation loss
run-no_report = “{ $run }” has no report yet.
    .why = A report is written when training ends or is stopped.
    .fix = Wait until it is finished, or stop it: a stopped run gets a report too.

model-no_studio_json = { $folder } was not trained with Moore Studio.
    .why = The file studio.json, which says how text becomes words, is missing or damaged.
    .fix = Choose a finished run of Moore Studio.


## training

task-token-classification = Find entities in text
    .line = Marks names, places, products, symptoms … word by word.
task-text-classification = Sort texts
    .line = Gives each text one label, such as a topic or an intent.
task-multi-label-classification = Give texts several labels
    .line = Gives each text all labels that fit, such as its topics; none where none fits.

run-saved = A checkpoint has been saved.
run-stopped_gaining = { $evaluations ->
    [one] The last evaluation
   *[other] The last { $evaluations } evaluations
} brought no gain, so training ended. The model after step { $step } is the best.
run-stopping = Stopping after step { $step }: a checkpoint, the best model so far and a short report are being written. This takes about { $seconds } s.
run-stopped_before_training = Stopped before training began, so there is no model yet. Continue starts from the beginning.
run-measured_in_part = To stop quickly, the report is based on the first { $examples } of { $total } examples.
run-disk_full = The disk is full ({ $free } MB free in { $folder }), so the run pauses. Free some space, for example with Clean up on the Runs page: it goes on by itself, and nothing is lost.
run-disk_free = There is room on the disk again, so the run goes on.
run-not_exact = The run goes on from its checkpoint, but not bit by bit as without the interruption, because { $reason ->
    [hardware] this is another computer ({ $now }; it was { $before })
    [cores] { $now } processor cores are there, and { $before } were
    [version] { $name } is now version { $now } and was { $before }
    [compiled] the model was compiled
   *[device] this device ({ $now }) adds numbers in no fixed order
}. The difference is one of rounding.
run-checkpointing = Memory is short, so from step { $step } on what a layer computed is computed a second time instead of being kept. This takes about a third more time; what is learnt stays the same.
run-went_back = The training lost its way at step { $step }: the loss was no number any more. It went back to step { $from_step } and goes on with half the learning rate.
run-micro_batch_halved = Memory ran short at step { $step }. From here on { $size } { $size ->
    [one] example is
   *[other] examples are
} read at once instead of { $before }; what is learnt in one step stays the same.
run-best_lost = The checkpoint of the best evaluation (step { $step }) is missing or damaged, so the newest weights are used.
run-data_missing = { $file } is no longer there.
    .why = This run learnt from that file and goes on only with the same data.
    .fix = Put the file back where it was, or start a new run.
run-data_changed = { $file } has changed since this run began.
    .why = Going on with other data would give a result that nobody could explain.
    .fix = Bring back the earlier version of the file, or start a new run.

training-not_finite = The training lost its way at step { $step }: the loss is { $loss }, which is no number.
    .why = The steps were too large for this model and these data, or the precision was too low.
    .fix = Start a new run with a smaller learning rate, or with precision “Full (fp32)”.
training-bad_label = An example has a label that the model has no place for.
    .why = It is label number { $label }{ $tags ->
        [0] {""}
       *[other] {" "}in the { $split ->
            [test] test
            [validation] validation
           *[other] training
        } examples, and the model tells { $tags } labels apart, counted from 0
    }.
    .fix = Open the data again, look at the labels, and start a new run. If this comes back, save the support file and send it to us.
training-bad_index = The model met a number that it has no place for.
    .why = A label, a piece of text or a position lies outside what this model was made for. Mostly its tokenizer belongs to another model.
    .fix = Choose another model. To see more in the details, train once with the processor as device.
training-nothing_to_learn = There is nothing to learn from.
    .why = The training data has no example that the model can read.
    .fix = Look at Data: check that texts and labels are read from the right places.

computer-no_device = This computer has no “{ $device }”.
    .why = It can train on: { $known }.
    .fix = Choose one of these, or “Automatic”.
computer-disk_low = There may not be enough space on the disk for this run.
    .why = Checkpoints and model need about { $needed } MB, and { $free } MB are free.
    .fix = Free some space (Runs, Clean up), or choose a smaller model.
computer-device_lost = The graphics card stopped working for this training.
    .why = It failed, was reset by its driver, or is no longer connected; the details give its words.
    .fix = Choose Continue: it goes on from its last checkpoint. If this comes back, restart the computer, bring the graphics driver up to date, or start a new run with the processor as device.
computer-no_gpu_memory = The graphics card ran out of memory.
    .why = The model with this batch and text length needs more than is free there.
    .fix = Choose a smaller batch size or longest text, a smaller model, or the processor as device.

advice-device_found = The fastest device of this computer ({ $name }).
advice-precision_fp32 = Full precision is the safe choice on this device.
advice-precision_measured_half = Measured on this computer: { $half } takes { $percent } % of the time of full precision.
advice-precision_measured_full = Measured on this computer: { $half } would take { $percent } % of the time of full precision, so it brings too little.
advice-precision_half = Half precision is much faster on this graphics card, with the same result.
advice-packing_architecture = Texts are padded: this kind of model was not tested without.
advice-packing_attention = Texts are padded: the model brings an attention of its own.
advice-packing_compiled = Texts are padded: the model is compiled.
advice-packing_device = Texts are padded: this device has no fast attention that does without.
advice-packing_dropout = Texts are padded: on graphics cards, attention to near words with dropout cannot do without. With dropout 0 it can.
advice-packing_heads = Texts are padded: the model’s attention heads have a width that the graphics card’s fast attention does not read.
advice-packing_outputs = Texts are padded: the model is set to give its inner states, too.
advice-packing_precision = Texts are padded: only half precision can do without.
advice-packing_prompt = Texts are padded: the method learns a prompt before each text.

forecast-estimated = Estimated from the size of the model and the data: nothing was measured yet.
forecast-measured = Time: measured over { $steps ->
    [one] one step
   *[other] { $steps } steps
} on this computer. Memory and disk: worked out from the model and the data.

## ui

duration-seconds = { $count } s
duration-minutes = { $count } min
duration-hours = { $hours } h{ $minutes ->
        [0] {""}
       *[other] {" "}{ $minutes } min
    }

language-en = English
language-zh = Chinese
language-many = Many languages

template-names-in-news = Find names in news
    .line = Marks people, organisations, places, products and dates.
template-customer-messages = Sort customer messages
    .line = Says what each message is about, from refunds to praise.
template-notes-in-chinese = Find facts in Chinese notes
    .line = Learns from nothing but your texts: no download, any language.
project-pasted = Pasted text

advice-model_starter = It knows English, is already on this computer, and trains in minutes.
advice-model_scratch = It learns its words from your texts, so it fits any language and needs no download.

usage-setting_invalid = The setting “{ $name }” was not valid and is back to its usual value.
    .why = “{ $value }” is no value for it.
    .fix = Set it again in Settings if you need another value.
usage-setting_refused = “{ $value }” cannot be used here.
    .why = An address begins with http:// or https:// (a proxy also with socks5://) and has no spaces.
    .fix = Correct it, or leave the field empty.
usage-settings_unreadable = Your settings could not be read and are back to their usual values.
    .why = The file settings.json is damaged.
    .fix = Set language, theme and network again in Settings. Projects and runs are not affected.
computer-no_keyring = The access token cannot be kept on this computer.
    .why = The system has no keyring that is open, and a token is never written to a file.
    .fix = Open the system's keyring, then enter the token again. Everything else works without it.
defect-window = Something went wrong in this window.
    .why = This is a mistake in the program, not in your data. What you typed is saved.
    .fix = Go on. If it comes back, copy the details and send them to us.
defect-window_ended = Moore Studio ended unexpectedly the last time.
    .why = The details show where. Trainings go on without the window, and what you typed is saved.
    .fix = Go on. If it comes back, copy the details and send them to us.
## commands

commands-about = Fine-tune language models on your own texts, on your own computer. Without a command the window opens.
commands-debug = show the traceback of an error as well
commands-version = show the version
commands-json = print one JSON object
commands-force = replace the file if it exists
commands-run = the id of a run in the library, or its folder
commands-train = train a model from a recipe, here in the terminal
commands-train_recipe = the recipe (YAML)
commands-train_run = the run folder (otherwise a new one in the library)
commands-train_queue = hand the run to the queue and return
commands-train_resume = go on with the run in --run
commands-inspect = say what a data file is and what is wrong with it
commands-inspect_file = a data file
commands-predict = label a whole file with a finished run
commands-predict_input = the file to label (CSV, TSV, XLSX, JSONL, CoNLL, TXT)
commands-predict_out = the file to write
commands-predict_text_column = the column that holds the text (otherwise found from content)
commands-report = write a run's report as one HTML file
commands-report_out = the HTML file to write
commands-queue = list the runs that wait for their turn, and change their order
commands-queue_first = let this run be the next one
commands-queue_cancel = take this run out of the queue
commands-models = list the catalogue and what is on this computer
commands-support = write a file for support: versions, hardware and logs, no data
commands-support_out = the zip to write

commands-run_folder = Run folder: { $folder }
commands-queued = Queued. It trains when its turn comes.
commands-woken = { $count ->
    [one] One run that waited before a restart goes on waiting.
   *[other] { $count } runs that waited before a restart go on waiting.
}
commands-queue_line = { $place ->
    [0] Now
   *[other] { $place }.
} { $title } ({ $run }) · { $device } · { $state }
commands-queue_empty = No run waits.
commands-queue_asleep = Some of these runs sleep since a restart. They wake when the window opens, or with the next studio train --queue.
commands-stopping = Stopping; the best model so far is being kept. Press Ctrl+C again within 10 seconds to end at once.
commands-ended = Ended at once. To go on from the last checkpoint: studio train --run { $folder } --resume
commands-stopped = Stopped. To go on: studio train --run { $folder } --resume
commands-not_ended = The training has not begun to listen yet; it stops as soon as it does.
commands-done = Done in { $time }.
commands-model = Model: { $folder }
commands-report_hint = Report as a page: studio report { $folder } --out report.html
commands-written = Written: { $file }
commands-progress = Epoch { $epoch } · step { $step } of { $total }
commands-loss = loss { $loss }
commands-speed = { $speed } examples/s
commands-time_left = about { $time } left
commands-evaluated = Step { $step }: { $figures }
commands-seconds = { $count } s
commands-minutes = { $count } min
commands-hours = { $hours } h { $minutes } min
commands-class = Class
commands-precision = Precision
commands-recall = Recall
commands-f1 = F1
commands-support_column = Examples
commands-overall = Overall (micro)
commands-split = Figures on the { $split ->
    [test] test
    [validation] validation
   *[other] training
} examples ({ $examples }):
commands-file = { $path }: { $format }{ $encoding ->
    [none] {""}
   *[other] {", "}{ $encoding }
}
commands-task = Task: { $task ->
    [token-classification] find entities (token classification)
    [text-classification] sort texts (text classification)
    [multi-label-classification] give texts several labels (multi-label classification)
   *[other] none that fits. { $reason }
}
commands-examples = Examples: { $examples } ({ $splits })
commands-scheme = Tagging scheme: { $scheme }
commands-labels = Labels: { $labels }
commands-columns = Columns: { $columns }
commands-more = … and { $count } more
commands-model_line = { $title } ({ $id }) · { $state ->
    [here] on this computer
    [partial] partly downloaded
    [importable] can be imported
   *[other] not downloaded
}
commands-looks = Worth a look:
commands-passed = Checked, and well: { $checks }
commands-stops = In the way:

usage-arguments = The command was not understood.
    .why = A part of it is missing, unknown, or one too many.
    .fix = Look at: { $command } --help
usage-folder_not_empty = { $file } is not empty.
    .why = A new run needs a folder of its own, and nothing is overwritten.
    .fix = Choose another folder, or go on with the run in it by --resume.
usage-file_unreadable = { $file } cannot be read.
    .why = It does not exist, or may not be opened.
    .fix = Check the name and the permissions.
usage-file_exists = { $file } exists already.
    .why = Nothing is overwritten without being asked.
    .fix = Choose another name, or allow it with --force.
usage-same_file = Input and output are the same file.
    .why = The result would replace what it is made from.
    .fix = Choose another name for the output.
usage-resume_needs_run = --resume needs --run.
    .why = It is not clear which run is meant.
    .fix = Name its folder: studio train --run DIR --resume
usage-no_recipe = There is no recipe.
    .why = A new run needs one.
    .fix = Name it: studio train RECIPE.yaml
usage-no_such_run = There is no run “{ $run }”.
    .why = It is neither in the library nor a run folder.
    .fix = Check the id or the path. The ids are the names in the folder { $folder }.
usage-no_window = The window cannot be opened.
    .why = A library that it needs is missing on this computer; the details name it.
    .fix = Run packaging/bootstrap.py again, or use the commands: studio --help

model-damaged_download = { $file } arrived damaged.
    .why = Its checksum is not the one the hub gives; the connection may have changed it on the way.
    .fix = Download again; the damaged file was removed.

## page data

split-train = Training
    .help = The model learns from these.
split-validation = Validation
    .help = Watched while it trains: they tell when it has learnt enough.
split-test = Test
    .help = Kept aside: they judge the finished model.
data-examples = { $count ->
    [one] { $shown } example
   *[other] { $shown } examples
}
data-kinds-token-classification = { $count ->
    [one] one kind of entity
   *[other] { $count } kinds of entity
}
data-kinds-text-classification = { $count ->
    [one] one label
   *[other] { $count } labels
}
data-kinds-multi-label-classification = { $count ->
    [one] one label, several a text possible
   *[other] { $count } labels, several a text possible
}
data-kinds-unsupported = no task fits yet
data-read_as = read as { $format }
format-conll = CoNLL (a word a line)
format-delimited = table (CSV, TSV)
format-jsonl = JSON lines
format-plain = plain text
format-spreadsheet = spreadsheet
delimiter-comma = Comma
delimiter-semicolon = Semicolon
delimiter-tab = Tab
delimiter-bar = Vertical bar

advice-dropout_scratch = With few texts of its own, a new model learns by heart unless much is hidden from it.


## data

data-file_missing = There is no file { $file }.
    .why = It was moved, renamed or never there; the path starts from the folder of the recipe.
    .fix = Choose the file again, or correct its path.
data-is_folder = No data were found in the folder { $file }.
    .why = A folder can hold tables or token data, texts of brat, or one folder of text files for each class; other files are not read.
    .fix = Choose the folder that holds the data itself, or a file inside it.
data-file_changing = { $file } changed while it was read.
    .why = Another program is writing it, so what was read would be neither the old nor the new.
    .fix = Wait until the other program has finished, then open the file again.
data-empty_file = { $file } is empty.
    .why = It holds nothing but white space, perhaps because saving it was cut short.
    .fix = Choose another file, or save it again from where it came from.
data-no_rows = { $file } holds no examples.
    .why = It has a first row with names, or empty lines, and nothing below.
    .fix = Add examples, or choose another file.
data-not_a_file = { $file } is no file with contents of its own.
    .why = It is a device or a pipe, which may never end.
    .fix = Save the data as a file, and choose that file.
data-lines_absent = { $count ->
    [one] A line is
   *[other] { $count } lines are
} not in { $name }.
    .why = Words and tags stand in two files, and line by line they belong together.
    .fix = Add what is missing, or remove the same lines from the other file.
data-quote_open = A quotation mark in this row has no counterpart.
    .why = What follows it, perhaps many rows, is taken for part of the same cell.
    .fix = Close the quotation mark, or remove it; if the file breaks off here, get it again.
data-header_short = The first row names { $found ->
    [one] one column
   *[other] { $found } columns
}, the rows below have { $expected }.
    .why = Such files are written by R: the first column has no name.
    .fix = If that is wrong, name all columns in the first row.
data-lines_above = { $count ->
    [one] A line
   *[other] { $count } lines
} above the names of the columns { $count ->
    [one] is
   *[other] are
} left out.
    .why = Titles, remarks and “sep=” are no rows of the table.
    .fix = If that is wrong, remove the line; or choose Correct and say that the first row is data.
data-binary = { $file } is of no kind that can be read.
    .why = Its content is neither text nor a known table: a program, a sound or a model, for example.
    .fix = Save the texts as CSV, Excel (xlsx), JSON lines or CoNLL, and choose that file.
data-format_unknown = “{ $name }” is no format that can be read.
    .why = Known are: { $known }.
    .fix = Write one of them in data.read.format, or leave it out to have it found.
data-delimiter_invalid = “{ $delimiter }” cannot separate columns.
    .why = A separator is one character, such as a comma, a semicolon or a tab.
    .fix = Write one character in data.read.delimiter, or leave it out to have it found.
data-encoding_unknown = “{ $encoding }” is no encoding.
    .why = No encoding of this name is known.
    .fix = Write a name such as utf-8, gb18030 or latin-1, or leave it out to have it found.
data-wrong_encoding = This file is not written in { $encoding }.
    .why = The bytes in this row are no characters of { $encoding }; the file looks like { $likely }.
    .fix = Choose { $likely }, or leave the encoding out to have it found.
data-encoding_doubtful = { $file } is read as { $encoding }, though it looks like { $likely }.
    .why = Every byte fits both, so characters may be shown wrongly.
    .fix = Look at the preview. If letters look strange, choose { $likely }.
data-broken_characters = Some characters in this file are damaged.
    .why = A few bytes are no { $encoding }; they are shown as �, and everything else is as it was.
    .fix = Look at this row and the ones like it, and save the file again from where it came from if they matter.
data-sheet_absent = { $file } has no sheet or table “{ $sheet }”.
    .why = There are: { $known }.
    .fix = Choose one of them.
data-spreadsheet_protected = { $file } is protected by a password.
    .why = Without the password its cells cannot be read.
    .fix = Open it in Excel, save it without a password, and choose that file.
data-spreadsheet_broken = { $file } cannot be read as a spreadsheet.
    .why = It is damaged, or not a spreadsheet at all.
    .fix = Open it in Excel or LibreOffice, save it as xlsx, and choose that file.
data-spreadsheet_too_large = { $file } is not opened.
    .why = { $megabytes ->
        [0] Its filled cells lie so far apart that { NUMBER($cells, useGrouping: 1) } cells would have to be kept.
       *[other] It would unpack to { $megabytes } MB, far more than a spreadsheet of its size holds.
    }
    .fix = If you trust it, open it in Excel and save it as CSV.
data-ragged_line = This line has { $found ->
    [one] one column
   *[other] { $found } columns
} where the others have { $expected }.
    .why = Each line of this kind of file holds a word and its tag, in the same columns; a missing tag or an extra blank breaks that.
    .fix = Correct the { $count ->
        [one] line
       *[other] { $count } lines
    } in an editor and save the file.
data-ragged_row = This row has { $found ->
    [one] one cell
   *[other] { $found } cells
} where the table has { $expected }.
    .why = A text that contains the separator has to stand in quotes, otherwise it falls into several cells.
    .fix = Put quotes around the text in { $count ->
        [one] this row
       *[other] these { $count } rows
    }, or choose another separator.
data-short_row = { $count ->
    [one] A row has
   *[other] { $count } rows have
} too few cells: this one has { $found } of { $expected }.
    .why = The cells missing at the end were taken for empty. If one is missing in the middle, the others stand under the wrong name.
    .fix = Compare this row with the first one, and add what is missing.
data-duplicate_column = Two columns are called “{ $column }”.
    .why = Names must differ to be told apart.
    .fix = The second one is called “{ $renamed }” here; rename it in the file if you like.
data-not_json = This line is no JSON object.
    .why = In JSON lines each line is one object in braces; this one breaks off, or is something else.
    .fix = Correct { $count ->
        [one] this line
       *[other] these { $count } lines
    }, or remove them.
data-column_absent = There is no column “{ $name }” in { $file }.
    .why = Its columns are: { $known }.
    .fix = Choose one of them as { $role }.
data-label_column_missing = { $file } has no column of labels.
    .why = To sort texts, each text needs its label in a column of its own. The columns are: { $known }.
    .fix = Add a column called “label”, or say which column holds the labels.
data-text_column_missing = { $file } has no column of texts.
    .why = Nothing in it looks like text to learn from. The columns are: { $known }.
    .fix = Add a column called “text”, or say which column holds the texts.
data-tag_column_missing = { $file } has no tags.
    .why = To find names, each word needs a tag such as B-PER or O, or each text a list of marked places.
    .fix = Choose a file with tags, or say which column holds them.
data-text_pairs = { $file } holds pairs of texts.
    .why = The columns are: { $known }. Sorting reads one text at a time, and it is not clear which.
    .fix = Say which column is the text.
data-text_missing = { $count ->
    [one] This row has
   *[other] { $count } rows have
} no text.
    .why = The cell is empty, so there is nothing to learn from.
    .fix = { $count ->
        [one] It is left out
       *[other] They are left out
    }. Fill in the text if it belongs there.
data-label_missing = { $count ->
    [one] This row has
   *[other] { $count } rows have
} no label.
    .why = The cell is empty, so nobody knows the right answer.
    .fix = { $count ->
        [one] It is left out
       *[other] They are left out
    }. Fill in the label if it belongs there.
data-text_not_text = The text of this row is no text.
    .why = The cell holds a list or an object.
    .fix = Write the text itself there, in { $count ->
        [one] this row
       *[other] these { $count } rows
    }.
data-label_not_text = The label of this row is no single label.
    .why = The cell holds a list or an object; one label a text can be learnt.
    .fix = Write one label there, in { $count ->
        [one] this row
       *[other] these { $count } rows
    }.
data-tags_uneven = This row has { $tokens } words and { $tags } tags.
    .why = Each word needs exactly one tag, and both have to be text.
    .fix = Correct { $count ->
        [one] this row
       *[other] these { $count } rows
    }.
data-several_tags = This word has several tags: { $tag }.
    .why = One tag a word can be learnt.
    .fix = Only { $kept } is used; the same holds for { $count ->
        [one] no other word
       *[other] { $count } words in all
    }.
data-tags_repaired = { $count ->
    [one] One tag goes
   *[other] { $count } tags go
} on with an entity that did not begin, first at “{ $word }” ({ $tag }).
    .why = In the scheme { $scheme } an entity begins with a tag of its own.
    .fix = It is read as a beginning, and no entity is lost. Look at it if every detail matters.
data-tags_mixed = Some tags say where an entity begins, and some do not.
    .why = { $prefixed } tags begin with a letter such as B- or I-, and { $bare } are the bare name of a kind.
    .fix = All are read; words of one kind in a row count as one entity. Write all tags in one way to be sure.
data-scheme_io = The tags do not say where an entity begins.
    .why = In this scheme (IO) two entities of one kind that touch look like one.
    .fix = Nothing to do, unless such pairs matter: then mark beginnings with B-.
data-scheme_unknown = “{ $name }” is no tagging scheme.
    .why = Known are: { $known }.
    .fix = Choose one of them, or leave it out to have it found.
data-span_unreadable = The marked places of this row cannot be read.
    .why = Each one has to be start, end and label, such as [0, 5, "PER"].
    .fix = Correct { $count ->
        [one] this row
       *[other] these { $count } rows
    }.
data-span_outside = A marked place ({ $span }) lies outside its text.
    .why = The text has { $length } characters; places count from 0, and the end has to come after the start.
    .fix = Correct the numbers in { $count ->
        [one] this row
       *[other] { $count } places
    }. Perhaps they count bytes.
data-span_empty = A marked place ({ $span }) holds only white space.
    .why = There is no word in it to learn.
    .fix = Correct or remove it{ $count ->
        [one] .
       *[other] , and { $count } like it in all.
    }
data-span_overlap = Two marked places of this row overlap ({ $span } and { $kept }).
    .why = Each word can have one tag, so places must not share a word.
    .fix = The longer one ({ $kept }) is kept, here and in { $count ->
        [one] no other case
       *[other] { $count } cases in all
    }. Mark them apart if both should be learnt.
data-span_inside_word = { $count ->
    [one] In this row a marked place begins or ends
   *[other] In { $count } rows a marked place begins or ends
} inside a word.
    .why = New text is cut into whole words, so such places are harder to find there.
    .fix = The word is cut there to keep the place exact. Look whether the numbers are off by a few.
data-fraction = { $name } is { $value }.
    .why = A fraction says which part of the examples is set aside: from 0 to 0.9, both together.
    .fix = Write a number such as 0.1.
data-split_kind = Splitting by “{ $kind }” is not possible.
    .why = Known are: { $known }.
    .fix = Choose one of them, or give files for validation and test.
data-not_yet = { $name } cannot be used yet.
    .why = This version reads files only.
    .fix = Save the data as a file and write it in data.train.
data-task_unknown = There is no task “{ $name }”.
    .why = Known are: { $known }.
    .fix = Choose one of them.
data-too_few = { $examples ->
    [0] There are no usable examples.
    [one] There is only one example.
   *[other] There are only { $examples } examples.
}
    .why = At least { $needed } are needed to learn from some and to test on others.
    .fix = Add more examples. A hundred for each label is a good beginning.
data-one_label = All examples have the same label, “{ $label }”.
    .why = With one label there is nothing to tell apart.
    .fix = Add examples with other labels, or choose another column as the label.
data-labels_absent = None of the { $examples } texts has a label.
    .why = A text may have none, but where no text has one there is nothing to learn.
    .fix = Choose the column that holds the labels, or add them.
data-no_entities = No word is marked.
    .why = All tags of the { $examples } examples are O, so there is nothing to find.
    .fix = Choose a file with marked words, or say which column holds the tags.
data-rare_label = { $count ->
    [one] One label has
   *[other] { $count } labels have
} fewer than { $needed } examples: { $labels }.
    .why = So few are hard to learn, and their figures in the report say little.
    .fix = Add examples of them, or merge them with others.
data-leak_validation = { $count ->
    [one] One text
   *[other] { $count } texts
} of the validation data { $count ->
    [one] is
   *[other] are
} also in the training data, first “{ $text }”.
    .why = A model that has seen an answer looks better than it is.
    .fix = Remove them from one of the two files.
data-leak_test = { $count ->
    [one] One text
   *[other] { $count } texts
} of the test data { $count ->
    [one] is
   *[other] are
} also in the training data, first “{ $text }”.
    .why = A model that has seen an answer looks better than it is.
    .fix = Remove them from one of the two files.
data-only_text = There are only texts, without labels or tags.
data-only_texts = There are several columns of text and no labels; no task here learns from pairs of texts yet.
data-only_scores = There are numbers rather than labels; no task here learns to give scores yet.
data-no_label = No column looks like labels or tags.
data-output_unknown = { $file } ends in no known format.
    .why = The end of its name says what is written: { $known }.
    .fix = Choose a name that ends in one of these.
data-too_many_rows = A spreadsheet cannot hold all rows.
    .why = Excel stops at { $most } rows.
    .fix = Save as CSV instead.
data-cell_too_long = A text is too long for a spreadsheet.
    .why = Excel stops at { $most } characters a cell.
    .fix = Save as CSV instead.
progress-reading_data = Reading the file
progress-writing_data = Checking the examples
progress-labelling = Labelling row { $done } of { $total }
format-csv = table (CSV)
format-tsv = table with tabs (TSV)
format-xlsx = Excel
format-xls = Excel (xls)
format-ods = OpenDocument
## health checks

progress-checking_health = Checking the data
check-missing = Missing texts and labels
    .line = Whether every example has a text, and the label it needs.
    .pass = Every example has what it needs.
check-duplicates = Duplicates
    .line = Whether the same example stands there twice, but for capital letters and spaces.
    .pass = No example stands there twice.
check-near_duplicates = Nearly the same texts
    .line = Whether texts differ in a few words only.
    .pass = No two texts are nearly the same.
check-leakage = Training and test kept apart
    .line = Whether a text to test with is also one to learn from.
    .pass = No text to test with is also learnt from.
check-conflicts = Contradictions
    .line = Whether the same text has different labels.
    .pass = The same text always has the same labels.
check-label_names = Names of the labels
    .line = Whether two labels are likely one, written in two ways.
    .pass = The names of the labels look different on purpose.
check-balance = Balance of the labels
    .line = Whether every label has enough examples, and none outweighs the others.
    .pass = Every label has enough examples, and none outweighs the others.
check-length = Length of the texts
    .line = Whether the texts fit into what a model reads at once.
    .pass = Every text fits into what a model reads at once.
check-language = Languages
    .line = Whether all texts are in one language.
    .pass = The texts are in one language.
check-tell_tale = Clues that are no text
    .line = Whether an id, a date or another column gives the label away.
    .pass = No other column and no fixed beginning gives the label away.
check-personal = Personal data
    .line = E-mail addresses, phone numbers, identity and bank numbers, names.
    .pass = No personal data was found. The rules do not know everything; look through the texts yourself before you pass them on.
check-markup = HTML and invisible characters
    .line = Whether something is in the texts that people do not see.
    .pass = The texts are clean.
data-check_failed = This check could not be made.
    .why = That is a defect of Moore Studio and says nothing about your data.
    .fix = The other checks went on, and training is possible. Send us the details.
data-cells_missing = { $count ->
    [one] One cell is
   *[other] { $count } cells are
} empty: { $columns }.
    .why = No task fits this table, so it is not known whether they matter.
    .fix = Look whether something was lost on the way here.
data-text_blank = { $count ->
    [one] One example has
   *[other] { $count } examples have
} no text.
    .why = There is nothing but white space to learn from.
    .fix = Fill the text in where it comes from, or remove { $count ->
        [one] the example
       *[other] the examples
    }.
data-label_blank = { $count ->
    [one] One example has
   *[other] { $count } examples have
} no label.
    .why = Nobody knows the right answer, so it cannot be learnt.
    .fix = Fill the label in where it comes from, or remove { $count ->
        [one] the example
       *[other] the examples
    }.
data-duplicates = { $count ->
    [one] One example repeats
   *[other] { $count } examples repeat
} another one, first “{ $text }”.
    .why = Text and label are the same but for capital letters and spaces ({ $exact } of them letter for letter). What stands there twice counts double.
    .fix = Remove the repeats; the first of each stays. Keep them if it matters how often something is said.
data-near_duplicates = { $count ->
    [one] One text is nearly the same as another
   *[other] { $count } texts are nearly the same as others
} with the same label, first “{ $text }”.
    .why = At least { $percent } of 100 words are the same. The model learns little from them, and they count double.
    .fix = Look at some of them. Remove them if they are copies with small changes; the first of each stays.
data-near_leak = { $count ->
    [one] One text to test with is
   *[other] { $count } texts to test with are
} nearly the same as one to learn from, first “{ $text }”.
    .why = At least { $percent } of 100 words are the same, so the model has nearly seen the answer and looks better than it is.
    .fix = Look at some of them. If they are copies with small changes, take them out of the training data.
data-conflicts = { $count ->
    [one] One example has
   *[other] { $count } examples have
} a text that also stands there with another label, first “{ $text }” ({ $labels }).
    .why = The model is told that both are right, and whatever it answers, one of them counts as a mistake.
    .fix = Correct them by hand; or let the more frequent label hold; or remove them.
data-conflicts_entities = { $count ->
    [one] One sentence is
   *[other] { $count } sentences are
} marked in different ways in different places, first “{ $text }” ({ $labels }).
    .why = The words are the same, the marked entities are not. Whatever the model finds, one of them counts as a mistake.
    .fix = Correct them by hand; or let the more frequent marking hold; or remove them.
data-labels_joined = { $count ->
    [one] One cell seems
   *[other] { $count } cells seem
} to hold several labels, such as “{ $label }”.
    .why = Its parts, cut at “{ $mark }”, are labels too. As it is, each combination is learnt as a label of its own.
    .fix = Choose Correct and say which mark separates several labels; or leave it, if these are labels of their own.
data-label_alike = { $labels } and “{ $to }” ({ $times }) are likely the same label.
    .why = The names differ only in a letter, a space, capital letters or look-alike characters. The model would have to tell apart what is the same.
    .fix = Merge them into “{ $to }”. Leave them if both are meant.
data-imbalance = { $percent } of 100 training examples have the label “{ $label }”.
    .why = A model that always answers “{ $label }” would be right { $percent } times out of 100. So do not be impressed by a figure near { $percent } %.
    .fix = Look at the figures of each label in the report, not only at the one over all. More examples of the other labels help most.
data-imbalance_entities = { $percent } of 100 marked entities are “{ $label }”.
    .why = The figure over all in the report says mostly how well “{ $label }” is found, and little about the others.
    .fix = Look at the figures of each kind in the report, not only at the one over all. More examples of the other kinds help most.
data-long_windows = { $count ->
    [one] One text is
   *[other] { $count } texts are
} longer than a model reads at once (an estimate).
    .why = Most models read { $most } pieces of words at once; the longest text has about { $longest }.
    .fix = Nothing to do: such texts are read in several parts that overlap, and no word is lost. It takes a little longer.
data-long_cut = { $count ->
    [one] One text is
   *[other] { $count } texts are
} longer than a model reads at once (an estimate).
    .why = Most models read { $most } pieces of words at once; the longest text has about { $longest }. What comes after is cut: about { $share } % of all text.
    .fix = Nothing to do if the beginning says enough. Otherwise shorten the texts, or choose a model that reads more.
data-languages = { $percent } of 100 texts are in { $other ->
    [en] English
    [zh] Chinese
    [ja] Japanese
    [ko] Korean
    [ru] Russian
    [ar] Arabic
    [hi] Hindi
    [th] Thai
    [el] Greek
    [he] Hebrew
    [de] German
    [fr] French
    [es] Spanish
    [it] Italian
    [pt] Portuguese
    [nl] Dutch
   *[other] another language
}, most others in { $language ->
    [en] English
    [zh] Chinese
    [ja] Japanese
    [ko] Korean
    [ru] Russian
    [ar] Arabic
    [hi] Hindi
    [th] Thai
    [el] Greek
    [he] Hebrew
    [de] German
    [fr] French
    [es] Spanish
    [it] Italian
    [pt] Portuguese
    [nl] Dutch
   *[other] another language
}{ $others ->
    [one] .
   *[other] ; there are { $others } languages beside the main one.
}
    .why = A model for one language does not understand the others.
    .fix = Choose a model that knows these languages, or remove the texts that do not belong here.
data-tell_tale_column = The column “{ $column }” gives the label away: { $percent } of 100 labels can be guessed from it alone.
    .why = Always the most frequent label would be right only { $majority } times out of 100. The model does not read this column, but texts and labels may have been collected apart, so that it learns where a text comes from and not what it says.
    .fix = Look how labels and “{ $column }” belong together. Never make this column part of the text.
data-tell_tale_text = The { $where ->
    [start] beginning
   *[end] end
} of the texts gives the label away, such as “{ $piece }”: { $percent } of 100 labels can be guessed from it alone.
    .why = Always the most frequent label would be right only { $majority } times out of 100. The model learns this mark and nothing else; on texts without it, it fails.
    .fix = Remove the mark from the texts where they come from.
data-personal = { $count ->
    [one] One text seems
   *[other] { $count } texts seem
} to hold personal data.{ $email ->
    [0] {""}
   *[other] {" "}E-mail addresses: { $email }.
}{ $phone ->
    [0] {""}
   *[other] {" "}Phone numbers: { $phone }.
}{ $id_number ->
    [0] {""}
   *[other] {" "}Identity numbers: { $id_number }.
}{ $bank_number ->
    [0] {""}
   *[other] {" "}Bank or card numbers: { $bank_number }.
}{ $name ->
    [0] {""}
   *[other] {" "}Names: { $name }.
}
    .why = A model can learn such data by heart and give them away, and many laws forbid using them.
    .fix = Mask them: each is replaced by a placeholder such as [EMAIL]; labels and marked words stay where they are.
data-html = { $count ->
    [one] One text holds
   *[other] { $count } texts hold
} HTML such as <br> or &amp;, first “{ $text }”.
    .why = These are marks for a browser, no words. The model takes them for words.
    .fix = Remove them; the words between them stay.
data-controls = { $count ->
    [one] One text holds
   *[other] { $count } texts hold
} characters that nobody sees, first “{ $text }”.
    .why = Control characters and zero-width spaces come along when text is copied; they cut words in two.
    .fix = Remove them.
data-damaged = { $count ->
    [one] One text holds
   *[other] { $count } texts hold
} damaged characters (�), first “{ $text }”.
    .why = The file was read or saved with the wrong encoding once, and these characters are lost.
    .fix = Choose another encoding if there are many. Otherwise take the texts from where they come from again.

## page train
tile-loss = Loss
    .help = How wrong the model is on what it has just read; it should fall.
tile-micro_f1 = F1 on unseen
    .help = One figure for how many it finds and how many it gets right, on examples it does not learn from.
tile-learning_rate = Learning rate
    .help = How large each step of learning is; it rises briefly, then falls.
tile-samples_per_second = Examples a second
    .help = How fast this computer learns.
tile-memory = Memory
    .help = What the training takes now.
forecast-time = Time
    .help = From Train to the report.
forecast-memory = Memory at most
    .help = The most the training takes at once.
forecast-disk = Disk
    .help = The most the run takes at once: the model, its checkpoints and the report. Part of it is freed at the end.
forecast-until = to the report
forecast-free = of { $size } free
forecast-too_large = This may not fit the memory of this computer. Choose a smaller model or a shorter text length.
forecast-no_room = This may not fit the disk. Free some space, or choose a smaller model.
plot-step = Step
plot-loss = Loss
plot-score = F1
plot-train = training
plot-validation = validation
plot-f1 = F1
plot-resumed = goes on here
plot-best = best

## page report

confusion-cell = “{ $gold }” taken for “{ $predicted }”: { $count }
confusion-right = “{ $gold }” found as such: { $count }
confusion-missed_cell = “{ $gold }” missed: { $count }
confusion-invented_cell = “{ $predicted }” where there is none: { $count }
report-class_sentence = Of { $support } “{ $label }” it finds { $found }; when it says “{ $label }”, it is right { $right } times out of 100.
report-measured_on = “{ $title }”, measured on { $count } examples ({ $split })
report-mistakes_shown = { $count ->
    [0] No mistakes
    [one] One mistake
   *[other] { $shown } mistakes
}
report-examples_shown = { $count ->
    [0] No examples
    [one] One example
   *[other] { $shown } examples
}

## page try

try-cut = { $count ->
    [one] One piece of the text was
   *[other] { $count } pieces of the text were
} beyond what the model reads; only the beginning counted.

## page runs

spare-checkpoints = Checkpoints of finished runs
    .line = Only needed to go on with a training; these are done.
spare-data = Copies of data
    .line = Imported or unpacked earlier; made again from your files when they are needed. Projects and unfinished runs keep theirs.
spare-downloads = Downloads that broke off
    .line = They would go on where they stopped; deleted, they begin anew.
spare-model = Model { $name }
    .line = Brought in or downloaded; to train with it again it has to come again.
spare-trash = The trash
    .line = Runs and projects you deleted.
spare-windows = Texts made ready for a model
    .line = They let a training begin sooner; made again when they are needed.

## page model

model-weights = { $millions ->
    [one] 1 million weights
   *[other] { $millions } million weights
}

## data desk: health, labels, history

desk-comma = {", "}
desk-and_more = { $names } and { $count ->
    [one] one more
   *[other] { $count } more
}
desk-counted = { $name } · { $count }
desk-passed = { $count ->
    [one] One check passed
   *[other] { $count } checks passed
}
desk-more_problems = { $count ->
    [one] One more problem
   *[other] { $count } more problems
}
desk-level = { $level ->
    [stop] Has to be settled before a training
    [look] Worth a look
   *[pass] All is well
}
desk-sampled = Looked at in a sample of { $count } examples, not in all of them.
desk-show_rows = { $count ->
    [one] Show the row
   *[other] Show the { $count } rows
}
desk-show_first = Show the first { $count } of { $total } rows
desk-saved = { $count ->
    [one] One row saved as { $file }
   *[other] { $count } rows saved as { $file }
}
desk-remove_labels = { $number ->
    [one] Remove the label { $labels }?
   *[other] Remove { $number } labels: { $labels }?
}
    .why = { $count ->
    [one] The one example that has it is left out, too.
   *[other] The { $count } examples that have no other label are left out, too.
} You can take this back under History.
saved-csv = Table with commas (CSV)
saved-tsv = Table with tabs (TSV)
saved-jsonl = One example a line (JSONL)
saved-xlsx = Excel workbook (XLSX)
saved-conll = Words and tags (CoNLL)
offer-mask_personal = Mask personal data …
offer-drop_duplicates = { $count ->
    [one] Remove the duplicate
   *[other] Remove { $count } duplicates
}
offer-drop_near_duplicates = Keep one of each
offer-drop_leaks = { $count ->
    [one] Take it out of training
   *[other] Take { $count } out of training
}
offer-settle_conflicts = { $how ->
    [majority] Give all the most frequent label
   *[drop] Leave these texts out
}
offer-merge_labels = Merge { $labels } into { $to }
offer-drop_labels = Remove { $labels }
offer-drop_examples = { $count ->
    [one] Leave out this row
   *[other] Leave out { $count } rows
}
offer-clean_markup = Remove the markup
offer-clean_controls = Remove these characters
doing-mask_personal = Masking { $kinds } …
doing-drop_duplicates = Removing duplicates …
doing-drop_near_duplicates = Removing near duplicates …
doing-drop_leaks = Taking texts of validation and test out of training …
doing-settle_conflicts = Settling contradictions …
doing-merge_labels = Turning { $labels } into { $to } …
doing-drop_labels = Removing { $labels } …
doing-drop_examples = Leaving out examples …
doing-clean_markup = Taking out HTML …
doing-clean_controls = Taking out invisible characters …

## data page: first look, reading, dividing

data-rows = { $count ->
    [one] { $shown } row
   *[other] { $shown } rows
}
data-sentences = { $count ->
    [one] { $shown } sentence
   *[other] { $shown } sentences
}
data-read_as_scheme = read as { $format }, { $scheme }
data-about = about { $what }
data-sheet = sheet “{ $sheet }”
data-no_task = no task fits yet
data-filtered = { $count ->
    [one] Showing { $shown } row: { $what }
   *[other] Showing { $shown } rows: { $what }
}
role-text = Text
    .help = What is read.
role-label = Label
    .help = The right answer for the whole text.
role-tokens = Words
    .help = The words of a text, one by one.
role-tags = Tags
    .help = One tag for each word.
role-spans = Marked places
    .help = Where in the text something stands, and what it is.
role-ignored = Not used
    .help = Kept beside the text, not learnt from.
role-found = Found by itself as { $role }. Give this role to another column instead.
header-yes = Names the columns
header-no = Is data
encoding-gb18030 = GB18030 (Chinese)
encoding-gbk = GBK (Chinese)
encoding-big5 = Big5 (traditional Chinese)
encoding-shift_jis = Shift-JIS (Japanese)
encoding-euc_jp = EUC-JP (Japanese)
encoding-euc_kr = EUC-KR (Korean)
encoding-windows-1250 = Windows-1250 (Central Europe)
encoding-windows-1251 = Windows-1251 (Cyrillic)
encoding-windows-1252 = Windows-1252 (Western Europe)
encoding-latin-1 = Latin-1 (Western Europe)
splitting-stratified = By chance, each label its share
    .line = Rare labels stand in every part as often as in the whole. Right for most data.
splitting-random = By chance alone
    .line = Every example has the same chance. Rare labels may be missing in a part.
splitting-grouped = Kept together by a column
    .line = What has the same value there (a patient, a customer, a document) goes into one part only.
splitting-time = By time
    .line = The oldest examples train and the newest test, by the date or number in a column.

## data of marked words

format-conllu = CoNLL-U
format-json = JSON
format-cluener = CLUENER
format-doccano = doccano
format-label_studio = Label Studio
format-prodigy = Prodigy
format-spacy = spaCy
format-webanno = WebAnno TSV
format-brat = brat (a folder of texts and marked places)
format-parallel = words and tags in two files of a folder
format-standoff = brat (a text and its marked places)
data-sentence_left_out = { $count ->
    [one] One sentence is
   *[other] { $count } sentences are
} left out, first here.
    .why = A line of it is damaged, and a sentence with a hole would teach something wrong.
    .fix = Correct the lines that are named; then nothing is left out.
data-tags_unended = { $count ->
    [one] One entity has
   *[other] { $count } entities have
} no last tag as { $scheme } wants it, first at “{ $word }” ({ $tag }).
    .why = In this scheme the last word of an entity has a tag of its own.
    .fix = The entity ends there all the same; none is lost. Look at it if every detail matters.
data-tags_needless = { $count ->
    [one] One entity begins
   *[other] { $count } entities begin
} with B- though { $scheme } wants none there, first at “{ $word }” ({ $tag }).
    .why = In this scheme B- only parts two entities of one kind that touch.
    .fix = It is read as a beginning; no entity is lost.
data-tags_untyped = The tags do not say of which kind an entity is.
    .why = { $count ->
        [one] One tag is
       *[other] { $count } tags are
    } a letter alone, first “{ $tag }”.
    .fix = They are read as one kind, called { $name }. Give it another name if you like.
data-tags_numbered = The tags are numbers, and no names come with them.
    .why = Nobody can tell which number is which tag.
    .fix = Write the tags as text, or put their names into the file: an object with “names” and “data”.
data-tag_number_unknown = There is no name for tag number { $number }.
    .why = The file names { $known } tags, counted from 0.
    .fix = Correct { $count ->
        [one] this row
       *[other] these { $count } rows
    }, or add the names.
data-json_damaged = This JSON breaks off or is damaged after { $read ->
    [one] one value
   *[other] { $read } values
}.
    .why = Near line { $line } something stands that is no JSON: a comma or a brace too much or too few, or the file was not saved to its end.
    .fix = Correct it there, or save it again. What comes after is not read.
data-json_too_large = { $file } is too large to be read in one piece.
    .why = It is one JSON object without a list of examples, so nothing of it can be read before all of it.
    .fix = Save it as JSON lines, one example a line, or as a list of objects.
data-json_comma = A list in this JSON ends with a comma too much.
    .why = JSON wants none before a closing bracket; some programs write one all the same.
    .fix = All values are read. Take the comma out if other programs refuse the file.
data-late_column = “{ $name }” comes up first in this row, far from the beginning.
    .why = The columns are those of the first rows; so it is with { $count ->
        [one] this row
       *[other] { $count } rows
    }.
    .fix = It is not read. If it matters, move a row that has it to the beginning of the file.
data-half_characters = { $count ->
    [one] One row holds
   *[other] { $count } rows hold
} half a character.
    .why = Some programs write characters such as emoji in two halves (\ud83d…), and here one stands alone.
    .fix = � stands in its place. Export the file again if these characters matter.
data-duplicate_key = “{ $name }” stands in one object twice.
    .why = Only one value can be kept, and it is the last one. This is so in { $count ->
        [one] this row
       *[other] { $count } rows
    }.
    .fix = Give the two different names if both are needed.
data-not_accepted = { $count ->
    [one] One example was not accepted and is
   *[other] { $count } examples were not accepted and are
} left out.
    .why = In Prodigy the answer to it was “{ $answer }”, or another that says no.
    .fix = Nothing to do, if that is what was meant.
data-single_answers = In { $count ->
    [one] one example
   *[other] { $count } examples
} single places were accepted or rejected.
    .why = What nobody was asked about in such a text is not marked, though it may be an entity; the model learns it as none.
    .fix = Go through these texts again with all their entities marked, for a better result.
data-not_annotated = { $count ->
    [one] One text was not annotated and is
   *[other] { $count } texts were not annotated and are
} left out.
    .why = An unmarked text would be learnt as one without anything in it.
    .fix = Annotate it, or leave it so.
data-several_annotations = { $count ->
    [one] One text was
   *[other] { $count } texts were
} annotated several times.
    .why = One answer can be learnt; the first text has { $number }.
    .fix = The first one is used. Settle the others in the tool they come from.
data-offsets_inclusive = In { $count ->
    [one] one place
   *[other] { $count } places
} the last character counts too (first { $span }).
    .why = The words that come with them, such as “{ $said }”, say so.
    .fix = The places are moved to fit these words. Nothing to do.
data-offsets_utf16 = { $count ->
    [one] One place is
   *[other] { $count } places are
} counted as JavaScript and Java count (first { $span }).
    .why = There, an emoji counts as two characters; the words that come with the places, such as “{ $said }”, show it.
    .fix = The places are moved to fit these words. Nothing to do.
data-offsets_bytes = { $count ->
    [one] One place is
   *[other] { $count } places are
} counted in bytes (first { $span }).
    .why = The words that come with them, such as “{ $said }”, show it.
    .fix = The places are moved to fit these words. Nothing to do.
data-span_moved = { $count ->
    [one] One marked place does
   *[other] { $count } marked places do
} not fit its words (first { $span }, “{ $said }”).
    .why = The words stand elsewhere in the text, and just once.
    .fix = The place is moved there. Look at some of them to be sure.
data-span_differs = A marked place ({ $span }) should be “{ $said }”, but “{ $found }” stands there.
    .why = The text was changed after it was marked, or the places are counted in another way.
    .fix = Correct { $count ->
        [one] this place; it is
       *[other] these { $count } places; they are
    } left out.
data-span_nested = A marked place ({ $span }) lies within another one ({ $kept }).
    .why = Each word can have one tag, so one of two places that share words can be learnt.
    .fix = The outer one is kept, here and in { $count ->
        [one] no other case
       *[other] { $count } cases in all
    }.
data-span_blanks = A marked place ({ $span }) begins or ends with white space.
    .why = White space belongs to no word. This is so in { $count ->
        [one] this row
       *[other] { $count } rows
    }.
    .fix = The words in it are marked all the same. Nothing to do, unless the numbers are off by one.
data-span_twice = A place ({ $span }) is marked twice in the same way.
    .why = Perhaps two people marked it, or it was exported twice. This is so in { $count ->
        [one] this row
       *[other] { $count } rows
    }.
    .fix = It counts once. Nothing to do.
data-span_crosses = An entity ({ $label }) goes on from one sentence to the next.
    .why = Each sentence is one example, so it is cut there. This is so in { $count ->
        [one] one case
       *[other] { $count } cases
    }.
    .fix = Nothing to do, unless it was marked by mistake.
data-span_pieces = In { $name } an entity is marked in several pieces (“{ $said }”).
    .why = Tags can mark words that stand side by side only.
    .fix = { $count ->
        [one] It is
       *[other] Such places, { $count } in all, are
    } left out. Mark one piece if it should be learnt.
data-places_wrong = The places of this sentence do not fit its text.
    .why = The file says where each word stands, and something else stands there.
    .fix = Export the file again; { $count ->
        [one] the sentence is
       *[other] { $count } sentences are
    } left out.
data-places_absent = { $name } has no file of marked places.
    .why = A text without one was perhaps not annotated, so it would teach that nothing is in it.
    .fix = { $count ->
        [one] It is
       *[other] Such texts, { $count } in all, are
    } left out. Put an empty .ann file beside a text that really holds nothing.
data-pair_absent = { $missing } is not beside { $file }.
    .why = brat keeps a text (.txt) and its marked places (.ann) in two files of the same name.
    .fix = Put both into one folder.
data-text_file_absent = The text of { $name } is not there.
    .why = brat keeps a text (.txt) and its marked places (.ann) in two files of the same name.
    .fix = Put the text beside it; { $count ->
        [one] this file is
       *[other] { $count } such files are
    } left out.
data-places_unreadable = A line of { $name } cannot be read: { $line }
    .why = A marked place has to be written as “T1”, tab, “Name 0 5”, tab, the words.
    .fix = Correct { $count ->
        [one] this line
       *[other] these { $count } lines
    }.
data-docbin_damaged = { $file } cannot be read as data of spaCy.
    .why = It breaks off, or its parts do not fit each other.
    .fix = Save it again with spaCy.
data-docbin_too_large = { $file } is not opened.
    .why = It would unpack to more than 1 GB.
    .fix = Save it in several smaller files.
data-docbin_nameless = A word or a label of this document has no name in the file.
    .why = spaCy keeps words as numbers and their spelling in a list, and some are missing there.
    .fix = Save the file again with spaCy; { $count ->
        [one] this document is
       *[other] { $count } documents are
    } left out.

## steps

personal-email = e-mail addresses
personal-phone = phone numbers
personal-id_number = identity numbers
personal-bank_number = bank or card numbers
personal-name = names
step-mask_personal = { $count ->
    [one] Masked { $kinds } in one example
   *[other] Masked { $kinds } in { $count } examples
}
step-drop_duplicates = { $count ->
    [one] Removed one duplicate
   *[other] Removed { $count } duplicates
}
step-drop_near_duplicates = { $count ->
    [one] Removed one near duplicate
   *[other] Removed { $count } near duplicates
}
step-drop_leaks = { $count ->
    [one] Removed one training example that also stands in validation or test
   *[other] Removed { $count } training examples that also stand in validation or test
}
step-settle_conflicts = { $how ->
    [drop] { $count ->
        [one] Removed one example with contradicting labels
       *[other] Removed { $count } examples with contradicting labels
    }
   *[majority] { $count ->
        [one] Gave one contradicting example the most frequent label
       *[other] Gave { $count } contradicting examples the most frequent label
    }
}
step-merge_labels = { $count ->
    [one] Turned { $labels } into { $to } in one example
   *[other] Turned { $labels } into { $to } in { $count } examples
}
step-drop_labels = { $count ->
    [one] Removed { $labels } from one example
   *[other] Removed { $labels } from { $count } examples
}
step-edit_label = Labelled row { $row } of { $file } as { $labels }
step-edit_spans = Marked row { $row } of { $file } by hand
step-drop_examples = { $count ->
    [one] Left out one example
   *[other] Left out { $count } examples
}
step-clean_markup = { $count ->
    [one] Took HTML out of one text
   *[other] Took HTML out of { $count } texts
}
step-clean_controls = { $count ->
    [one] Took invisible characters out of one text
   *[other] Took invisible characters out of { $count } texts
}
data-step_values = The step “{ $step }” has no usable value for “{ $name }”.
    .why = The history of the data was written by a newer version, or changed by hand.
    .fix = Take this step back under History, or correct its line in steps.jsonl.
data-step_unknown = There is no step “{ $name }”.
    .why = Known are: { $known }.
    .fix = Take this step back under History, or use the version of the app that wrote it.
data-step_row_gone = { $count ->
    [one] A correction has no row any more.
   *[other] { $count } corrections have no row any more.
}
    .why = The step “{ $step }” belongs to a row that is not there: the file has changed, is called otherwise, or an earlier step removed the row.
    .fix = Look whether the correction is still needed, and take it back under History if not.
data-step_unfit = { $count ->
    [one] A correction does not fit its row any more.
   *[other] { $count } corrections do not fit their rows any more.
}
    .why = The step “{ $step }” was made for another text; the row stays as it is.
    .fix = Take the correction back under History and make it again.
data-step_emptied = { $count ->
    [one] Nothing was left of one text after cleaning.
   *[other] Nothing was left of { $count } texts after cleaning.
}
    .why = They held only what the step “{ $step }” takes out, so they were left out.
    .fix = Nothing has to be done. Look at these rows if you expected text in them.
data-step_sampled = Near duplicates were looked for in the first { $compared } of { $examples } examples only.
    .why = The step “{ $step }” has to remember something of each text, and more do not fit the memory.
    .fix = Nothing has to be done: exact duplicates can be removed from all examples.
data-steps_broken = The history of the data cannot be read.
    .why = This line is no step.
    .fix = Correct or remove the line, or leave data.steps out.
progress-replaying_steps = Doing the steps of the history again
progress-writing_file = Writing the file
commands-data = write the data of a recipe to a file, as they are after all cleaning steps
commands-data_recipe = the recipe whose data to write
commands-data_out = the file to write (CSV, TSV, XLSX, JSONL, CoNLL)
commands-data_split = only this split (train, validation or test); may be given several times
commands-data_written = { $count ->
    [one] Written: { $file } (one example)
   *[other] Written: { $file } ({ $count } examples)
}
data-output_without_words = CoNLL needs words with tags, and these data have texts with labels.
    .why = A CoNLL file has a word on each line.
    .fix = Choose a name that ends in .csv, .tsv, .xlsx or .jsonl.
data-split_unknown = There is no split “{ $name }”.
    .why = There are: { $known }.
    .fix = Choose one of these, or leave the choice out to write all.

## data: files, folders, archives

format-parquet = Parquet
format-arrow = Arrow
format-sqlite = SQLite database
format-class_folder = folder for each class
format-folder = folder
format-zip = zip
format-compressed = compressed file
format-saved_datasets = saved data set
format-hub = data set of the hub
format-xlsb = Excel (xlsb)
format-xlsm = Excel (xlsm)
progress-unpacking = Unpacking
progress-downloading_data = Downloading the data set
data-encoding_unsure = The encoding of { $file } could not be told for sure.
    .why = It is no Unicode, and the text reads well in none of the older encodings; { $encoding } fits best.
    .fix = Look at the preview. If letters look strange, choose another encoding.
data-encoding_few = Too few letters of { $file } lie beyond plain ASCII to tell its encoding for sure.
    .why = It was read as { $encoding }; in another encoding the same byte is another letter, or it is simply damaged.
    .fix = Look at this row. If a letter in it is wrong, choose another encoding.
data-no_labels = { $count ->
    [one] A row has
   *[other] { $count } rows have
} no label.
    .why = Here a text may have any number of labels, so an empty cell is learnt as “none of them”.
    .fix = Nothing, if that is what the empty cells mean. If the labels were only forgotten, add them or take out these rows.
data-zero_characters = { $count ->
    [one] A character in this file is empty (code 0).
   *[other] { $count } characters in this file are empty (code 0).
}
    .why = Such a character is left by a program that broke off or by a disk in trouble; nothing was cut at it.
    .fix = Remove invisible characters under Health, or save the file again from where it came from.
data-mark_inside = { $count ->
    [one] A byte order mark stands inside this file.
   *[other] { $count } byte order marks stand inside this file.
}
    .why = Such an invisible mark belongs to the beginning of a file; inside, it is left where files were put together, and hides in a text or a label.
    .fix = Remove invisible characters under Health, or save the file again without it.
data-format_unfit = { $file } cannot be read as { $format }.
    .why = Its content is of another kind.
    .fix = Choose another format, or leave it out to have it found.
data-empty_folder = The folder { $file } is empty.
    .why = There is no file in it or in the folders inside it.
    .fix = Choose another folder, or put the files there.
data-pictures = { $file } holds pictures.
    .why = Moore Studio learns from texts; no task here learns from pictures yet.
    .fix = Choose a file with texts.
data-web_page = { $file } is a web page or a document with markup, not a table.
    .why = It begins with a tag such as <html>. Some programs save such pages under a name that ends in .xls.
    .fix = Open it in Excel or a browser and save the table as xlsx or CSV. If it really is a table, choose its format.
data-spreadsheet_old = { $file } is a sheet of Excel 4 or older.
    .why = Sheets of that time are no longer read.
    .fix = Open it in LibreOffice, save it as xlsx, and choose that file.
data-document = { $file } is a document (PDF, Word, slides or mail).
    .why = A document holds a text to be read by people, not examples in rows.
    .fix = Put the texts into a table (xlsx or CSV), one a row, with their labels beside them.
data-archive_unreadable = { $file } is an archive that cannot be opened here.
    .why = Zip, gz, bz2 and xz are opened; 7z, rar and others are not.
    .fix = Unpack it, and choose the file or folder that comes out.
data-table_broken = { $file } is damaged, or no { $format } at all.
    .why = It was cut short while it was saved or copied, or something wrote into it. What could not be read begins at the row named here.
    .fix = Copy it or save it again from where it came from.
data-no_tables = The database { $file } holds no table.
    .why = There are neither tables nor views in it.
    .fix = Choose another database.
data-files_left_out = { $count ->
    [one] A file in this folder is left out: { $name }.
   *[other] { $count } files in this folder are left out, the first is { $name }.
}
    .why = Examples are the text files (.txt) in the folders of the classes.
    .fix = If they are examples, move them into the folder of their class and let their names end in .txt.
data-text_too_large = The text { $name } is too large.
    .why = It has { $megabytes } MB; an example may have 64.
    .fix = Cut it into several files.
data-damaged_document = { $count ->
    [one] Some characters in { $name } are damaged.
   *[other] Some characters in { $count } texts are damaged; the first is { $name }.
}
    .why = A few bytes are no characters of { $encoding }, or empty ones (code 0).
    .fix = Look at the text. If many letters look strange, choose another encoding.
data-title_rows = { $count ->
    [one] The first row is taken for a title.
   *[other] The first { $count } rows are taken for titles.
}
    .why = They stand above the table and fill one cell, while the rows below fill several.
    .fix = If they belong to the table, choose Correct and say that the first row is data.
data-merged_cells = { $count ->
    [one] A cell was filled from the merged cell it belongs to.
   *[other] { $count } cells were filled from the merged cells they belong to.
}
    .why = A merged cell keeps its value in its first cell alone; each row needs it.
    .fix = If a value does not hold for all its rows, split the merged cell in Excel and save the file.
data-error_cell = { $count ->
    [one] A formula gives the error { $error } instead of a value.
   *[other] { $count } formulas give an error instead of a value, the first is { $error }.
}
    .why = The file keeps what Excel last worked out; an error is no text and no label, so the cell counts as empty.
    .fix = Correct the formula in Excel and save the file.
data-other_sheets = { $count ->
    [one] The sheet or table “{ $others }” is not read.
   *[other] { $count } other sheets or tables are not read: { $others }.
}
    .why = One is read at a time; this is “{ $sheet }”.
    .fix = Choose Correct and another sheet if the examples are there.
data-archive_refused = { $file } was not unpacked.
    .why = { $reason ->
        [path] Something in it would be written outside its folder: { $entry }.
        [link] Something in it is a link or a device, not a file: { $entry }.
        [bomb] It would unpack to far more than it holds: { $entry }.
        [many] It holds more than half a million files.
        [twice] Two files in it have the same name: { $entry }.
        [name] A name in it is too long: { $entry }.
        [nested] Archives lie in it inside each other, more than two deep: { $entry }.
       *[other] Something in it is not safe: { $entry }.
    }
    .fix = If you trust it, unpack it yourself, look at it, and choose the folder.
data-archive_broken = { $file } cannot be unpacked.
    .why = It is damaged, cut short, or packed in a way that is not known here.
    .fix = Copy or download it again, or unpack it yourself and choose the folder.
data-archive_protected = { $file } is protected by a password.
    .why = Without the password nothing in it can be read.
    .fix = Unpack it yourself with the password, and choose the folder.
data-too_many_files = { $file } holds { $count } files.
    .why = Up to { $most } files are read as one data set.
    .fix = Put the rows into fewer files; text files in one folder for each class are read in any number.
data-several_files = { $file } holds { $count } files.
    .why = One file at a time is labelled, so that each gets an answer of its own.
    .fix = Choose one of the files in it. Packed files have to be unpacked first where there are several.
data-saved_broken = { $file } of the saved data set { $folder } cannot be followed.
    .why = It is damaged, names files that are not in its folder, or keeps only an order of rows instead of the rows.
    .fix = Save the data set again with save_to_disk, or as Parquet.
data-dataset_name = “{ $name }” is no name of a data set.
    .why = A data set of the hub is called owner/name, with @ and a revision behind it if one is wanted.
    .fix = Copy the name from the data set's page.
data-dataset_not_on_hub = The hub knows no data set “{ $name }”.
    .why = The name or revision is misspelt, the data set was removed, or it is private.
    .fix = Check the name (owner/name). For a private one, put your access token into Settings.
data-dataset_gated = The data set “{ $name }” is only given out after its terms are accepted.
    .why = Its authors ask everyone to agree on the hub first.
    .fix = Accept the terms on the hub with your account, then put your access token into Settings.
data-dataset_no_files = The data set “{ $name }” has no files that can be read.
    .why = It is made by a program of its authors, which is never run here, or it holds no texts, and the hub keeps no Parquet copy.
    .fix = Choose another data set, or download its texts and open them as files.
data-dataset_configuration = { $asked ->
    [none] The data set “{ $name }” comes in several configurations.
   *[other] The data set “{ $name }” has no configuration “{ $asked }”.
}
    .why = There are: { $known }.
    .fix = Choose Correct and one of them as the sheet (data.read.sheet in a recipe).
data-dataset_damaged = { $file } came damaged.
    .why = It is not what the hub says it is; something changed it on the way.
    .fix = Try again; if it stays so, the network or the mirror is at fault.


## Splits by group and time

progress-splitting_data = Dividing the examples
data-split_column_absent = There is no other column called “{ $name }” to divide by.
    .why = { $known ->
        [none] These data have no columns beside text and labels.
       *[other] The other columns are: { $known }.
    }
    .fix = Choose one of them, or another way to divide.
data-split_group_missing = { $count ->
    [one] In one row the cell “{ $by }” is empty, so it belongs to no group.
   *[other] In { $count } rows the cell “{ $by }” is empty, so they belong to no group.
}
    .why = What belongs to no group might belong to any of them: it stays in training.
    .fix = Fill in the cells if these rows should validate or test too.
data-split_groups_uneven = The part “{ $split }” has { $got } examples instead of { $wanted }.
    .why = Groups of “{ $by }” stay together, and a few large ones cannot be divided as asked.
    .fix = Choose a column with more and smaller groups, or other fractions.
data-split_time_unreadable = { $count ->
    [one] In one row “{ $by }” says no point in time: “{ $text }”.
   *[other] In { $count } rows “{ $by }” says no point in time, the first is “{ $text }”.
}
    .why = Dates such as 2024-03-05, 5.3.2024 or 2024年3月5日 are read, and numbers. 03/05/2024 only where other rows show which is the month. These rows stay in training.
    .fix = Write them like the other rows, or leave them in training.
data-files_beside = { $count ->
    [one] A file beside the data is left out: { $name }.
   *[other] { $count } files beside the data are left out, the first is { $name }.
}
    .why = Other files here are named for training and testing; these are of another kind.
    .fix = If they are examples, choose them on their own.
